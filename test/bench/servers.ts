import { readFileSync } from 'node:fs';
import { freePort } from '../support/redis/redis-server';
import { startServiceProcess, type ServiceProcess } from '../support/processes/service-process';

/** A bot in a process of its own, on a free port. */
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

/** CPU time that the process has used until now, all its threads together (ms); NaN where the system does not tell. */
export function cpuOf({ pid }: ServiceProcess): number {
  try {
    // The fields after the program's name, which may hold spaces, are the 3rd and on. Linux counts in hundredths of a second.
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return Number.NaN;
  }
}
