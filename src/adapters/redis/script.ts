import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisClient } from './client';
import { orRedisUnavailable } from './or-unavailable';

type Argument = string | number;

/** Runs one Lua script atomically. @throws Unavailable */
export type Script = (keys: readonly string[], args: readonly Argument[]) => Promise<unknown>;

/** Commands that the client defines: it sends the script's text once per connection, then its hash. */
type Commands = Readonly<Record<string, (keyCount: number, ...rest: readonly Argument[]) => Promise<unknown>>>;

/** Loads `<folder>/<name>.lua` behind the folder's prelude. The header of each file documents its arguments and reply. */
export function loadScript(redis: RedisClient, folder: string, name: string): Script {
  const [shared, own] = ['prelude', name].map((file) => readFileSync(join(__dirname, folder, `${file}.lua`), 'utf8'));
  const command = `${folder}:${name}`;
  redis.defineCommand(command, { lua: `${shared ?? ''}\n${own ?? ''}` });
  const run = (redis as unknown as Commands)[command]?.bind(redis);
  if (run === undefined) throw new Error(`${command} did not become a command`);
  return (keys, args) => orRedisUnavailable(run(keys.length, ...keys, ...args));
}
