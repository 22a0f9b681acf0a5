import { loadWebFiles, type WebFiles } from '../../../src/http/routes/web-files/web-files';
import { askEnvironment } from '../environment/client';

/** Returns the folder of the web files. They are built once per run of Jest, from the sources at that time. */
export const webFolder = async (): Promise<string> => (await askEnvironment({ name: 'web-files' })).folder;

/** Loads the web files of `webFolder`. */
export const buildWebFiles = async (): Promise<WebFiles> => loadWebFiles(await webFolder());
