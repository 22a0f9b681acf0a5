import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program of the operating system that some tests need. */
export type SystemTool = 'redis-server' | 'postgresql' | 'chromium' | 'openssl' | 'haproxy';

interface Origin {
  readonly find: () => string | undefined;
  /** The command that installs the tool on Debian. */
  readonly install: string;
}

const TOOLS: Readonly<Record<SystemTool, Origin>> = {
  'redis-server': { find: () => onPath(['redis-server']), install: 'apt-get install redis-server' },
  postgresql: { find: postgresFolder, install: 'apt-get install postgresql' },
  chromium: {
    find: () => onPath(['chromium', 'chromium-browser', 'google-chrome']),
    install: 'apt-get install chromium',
  },
  openssl: { find: () => onPath(['openssl']), install: 'apt-get install openssl' },
  haproxy: { find: () => onPath(['haproxy']), install: 'apt-get install haproxy' },
};

/** Returns the path of the program or, for PostgreSQL, the folder of its programs. */
export const findTool = (tool: SystemTool): string | undefined => TOOLS[tool].find();

/** Like `findTool`, for the body of a test that needs the tool. @throws Error with the install command when it is missing */
export function toolPath(tool: SystemTool): string {
  const path = findTool(tool);
  if (path === undefined) throw new Error(`${tool} is missing: ${TOOLS[tool].install}`);
  return path;
}

/** A `describe` whose tests need these tools. Without them the tests are skipped; under `CI=true` one test fails instead. */
export function describeWith(tools: readonly SystemTool[], name: string, body: () => void): void {
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  // The summary reporter parses the missing tools and their install commands from this title.
  const needs = missing.map((tool) => `${tool}: ${TOOLS[tool].install}`).join('; ');
  // eslint-disable-next-line no-restricted-syntax -- the one place where tests may be left out, and it says why
  describe.skip(`${name} (needs ${needs})`, body);
  if (process.env['CI'] === 'true') {
    it(`${name}: has the tools it needs`, () => {
      missing.forEach(toolPath);
    });
  }
}

/** Debian installs each version of the server's programs into a folder outside of PATH. */
function postgresFolder(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const newestFirst = entriesOf(versions).sort((a, b) => Number(b) - Number(a));
  const folders = [...newestFirst.map((version) => join(versions, version, 'bin')), ...pathFolders()];
  return folders.find((folder) => ['initdb', 'postgres', 'pg_ctl'].every((program) => isIn(folder, program)));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const pathFolders = (): readonly string[] => (process.env['PATH'] ?? '').split(delimiter).filter((it) => it !== '');

const onPath = (names: readonly string[]): string | undefined =>
  names
    .flatMap((name) =>
      pathFolders()
        .filter((folder) => isIn(folder, name))
        .map((folder) => join(folder, name)),
    )
    .at(0);

function isIn(folder: string, program: string): boolean {
  try {
    accessSync(join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
