import { readFileSync } from 'node:fs';
import { freePort } from '../support/redis/redis-server';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';

/** Starts a bot in its own process on a free port. */
export async function startBot(
  settings: Readonly<Record<string, string>> = {},
  script?: string,
): Promise<ServiceProcess> {
  return startServiceProcess({ LOG_LEVEL: 'error', PORT: String(await freePort()), ...settings }, script);
}

export const redisSettings = (url: string) => ({
  REDIS_URL: url,
  SECRET_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
});

/** Returns the CPU time (ms) of all threads of the process so far, or NaN on a system without `/proc`. */
export function cpuOf({ pid }: ServiceProcess): number {
  try {
    // Splits after the program's name, which may contain spaces: the next field is the 3rd. Linux counts in hundredths of a second.
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return Number.NaN;
  }
}
