import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisClient } from './client';
import { orUnavailable } from './or-unavailable';

type Argument = string | number;

/** One atomic step. @throws Unavailable */
export type Script = (keys: readonly string[], args: readonly Argument[]) => Promise<unknown>;

/** What the client makes of a script: it sends the text once a connection, from then on its hash. */
type Commands = Readonly<Record<string, (keyCount: number, ...rest: readonly Argument[]) => Promise<unknown>>>;

/** Loads `<folder>/<name>.lua` behind what all scripts of the folder share. The head of each file says what it takes and answers. */
export function loadScript(redis: RedisClient, folder: string, name: string): Script {
  const [shared, own] = ['prelude', name].map((file) => readFileSync(join(__dirname, folder, `${file}.lua`), 'utf8'));
  const command = `${folder}:${name}`;
  redis.defineCommand(command, { lua: `${shared ?? ''}\n${own ?? ''}` });
  const run = (redis as unknown as Commands)[command]?.bind(redis);
  if (run === undefined) throw new Error(`${command} did not become a command`);
  return (keys, args) => orUnavailable(run(keys.length, ...keys, ...args));
}
