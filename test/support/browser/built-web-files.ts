import { loadWebFiles, type WebFiles } from '../../../src/http/routes/web-files/web-files';
import { askEnvironment } from '../environment/client';

/** Where what the browser gets is, built from the sources as they were when this run of Jest began. */
export const webFolder = async (): Promise<string> => (await askEnvironment({ name: 'web-files' })).folder;

/** What the browser gets. */
export const buildWebFiles = async (): Promise<WebFiles> => loadWebFiles(await webFolder());
