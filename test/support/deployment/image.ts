import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { parseExecForm, parsePairs, readDockerfile, type DockerInstruction, type BuildStage } from './dockerfile';

export interface BuiltImage {
  /** The folder that stands for the image's working directory. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly [string, ...string[]];
  readonly healthCheck: readonly [string, ...string[]];
  /** Returns every path below the working directory with its size and modification time. */
  contents(): readonly string[];
  remove(): void;
}

const ROOT = '/app';

/** Builds the image without Docker: each stage is a folder, COPY copies into it, RUN runs in it. Takes as long as `npm ci`. */
export async function buildImage(dockerfile: string): Promise<BuiltImage> {
  const home = mkdtempSync(join(tmpdir(), 'image-'));
  // Readable for every user, writable for its owner.
  chmodSync(home, 0o755);
  const remove = () => {
    rmSync(home, { recursive: true, force: true });
  };
  try {
    return { ...(await buildStages(home, readDockerfile(readFileSync(dockerfile, 'utf8')))), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function buildStages(home: string, stages: readonly BuildStage[]): Promise<Omit<BuiltImage, 'remove'>> {
  const built = new Map<string, string>();
  for (const stage of stages) {
    const folder = join(home, stage.name ?? 'last');
    mkdirSync(folder);
    for (const instruction of stage.instructions) await execute(instruction, { folder, built });
    built.set(stage.name ?? 'last', folder);
  }
  const [last, folder] = [stages.at(-1), built.get('last')];
  if (!last || folder === undefined) throw new Error('the Dockerfile has no stage');
  const only = (name: string) => last.instructions.find((one) => one.name === name)?.argumentText ?? '';
  return {
    folder,
    env: parsePairs(only('ENV')),
    user: only('USER'),
    command: parseExecForm(only('CMD')),
    healthCheck: parseExecForm(only('HEALTHCHECK').replace(/^.*?CMD /, '')),
    contents: () => contentsOf(folder),
  };
}

interface StageContext {
  readonly folder: string;
  /** The finished stages by name. */
  readonly built: ReadonlyMap<string, string>;
}

async function execute(instruction: DockerInstruction, context: StageContext): Promise<void> {
  if (instruction.name === 'COPY') copy(instruction, context);
  if (instruction.name === 'RUN') await run(instruction.argumentText, context.folder);
  if (instruction.name === 'WORKDIR' && instruction.argumentText !== ROOT) throw new Error(`WORKDIR is ${ROOT} here`);
}

/** Copies from the checkout what `.dockerignore` allows, or from an earlier stage. */
function copy({ flags, argumentText }: DockerInstruction, { built, folder }: StageContext): void {
  const words = argumentText.split(/\s+/);
  const target = words.at(-1) ?? '';
  for (const source of words.slice(0, -1)) {
    const from = sourceOf(source, flags['from'], built);
    const to = target === './' ? join(folder, basename(source)) : join(folder, target);
    cpSync(from, to, { recursive: true });
  }
}

function sourceOf(source: string, stage: string | undefined, built: ReadonlyMap<string, string>): string {
  if (stage === undefined) {
    if (!contextOf(readFileSync('.dockerignore', 'utf8')).has(source))
      throw new Error(`.dockerignore excludes ${source}`);
    return source;
  }
  const stageFolder = built.get(stage);
  if (stageFolder === undefined || !source.startsWith(`${ROOT}/`))
    throw new Error(`COPY --from=${stage} ${source} is not a path of an earlier stage`);
  return join(stageFolder, source.slice(ROOT.length));
}

/** Returns the names in the build context. The project's `.dockerignore` excludes everything and includes a few names again. */
function contextOf(ignore: string): ReadonlySet<string> {
  const [all, ...names] = ignore.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  if (all !== '*' || !names.every((name) => /^![\w.-]+$/.test(name)))
    throw new Error('only * and names to include again are understood');
  return new Set(names.map((name) => name.slice(1)));
}

/** Runs a command with this machine's npm cache, so that an installation makes few requests. */
async function run(command: string, folder: string): Promise<void> {
  if (command.includes(ROOT)) throw new Error(`RUN names a path of the image: ${command}`);
  const done = promisify(execFile)('/bin/sh', ['-c', command], {
    cwd: folder,
    env: { ...ownEnvironment(), npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' },
    maxBuffer: 16 * 1024 * 1024,
  });
  await done.catch((error: unknown) => {
    const { stderr, stdout } = error as { stdout: string; stderr: string };
    throw new Error(`RUN ${command}\n${stdout}${stderr}`);
  });
}

/** The environment without the variables of npm and Jest. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(?!config_(registry|cache)$)|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|JEST_)/.test(name),
    ),
  );

function contentsOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => {
      const { mtimeMs, size } = statSync(join(folder, path));
      return `${path} ${size} ${mtimeMs}`;
    })
    .sort();
}
