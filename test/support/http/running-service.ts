import { compose, type Service } from '../../../src/app/compose';
import { readConfig } from '../../../src/config/config';
import { createLogger } from '../../../src/app/logger';
import { webFolder } from '../browser/built-web-files';
import { freePort } from '../redis/redis-server';

export interface RunningService {
  readonly url: string;
  readonly routes: Service['routes'];
  /** Returns the newest mail of the local mailbox. */
  newestMail(): Promise<{ readonly subject: string; readonly text: string }>;
  /** Returns the code in the newest mail. */
  code(): Promise<string>;
  /** Returns the link in the newest mail. */
  link(): Promise<string>;
  /** Returns everything logged so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the whole service in this process on a free port, composed as in production, with these settings. */
export async function startService(settings: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  const lines: string[] = [];
  const log = createLogger('trace', { write: (line) => lines.push(line) });
  // Trusts the test as a proxy, so that each visitor can have an address.
  const config = readConfig({ PORT: String(await freePort()), TRUSTED_PROXIES: 'loopback', ...settings });
  const service = await compose(config, log, await webFolder());
  const url = `http://localhost:${service.port}`;
  return { url, routes: service.routes, ...readMailbox(url), log: () => lines.join(''), stop: () => service.stop() };
}

/** Reads the local mailbox at `/buzon`. */
function readMailbox(url: string) {
  const newestMail = async () => {
    const response = await fetch(`${url}/buzon/messages`);
    const [mail] = (await response.json()) as { subject: string; text: string }[];
    if (mail === undefined) throw new Error('the mailbox is empty');
    return mail;
  };
  return {
    newestMail,
    code: async () => codeInText((await newestMail()).text),
    link: async () => linkInText((await newestMail()).text),
  };
}

export const codeInText = (text: string): string =>
  /\b(\d{3}) (\d{3})\b/.exec(text)?.slice(1).join('') ?? 'no code in the mail';

export const linkInText = (text: string): string => /https?:\S+#t=[\w-]{43}/.exec(text)?.[0] ?? 'no link in the mail';

export type LogLine = Readonly<Record<string, unknown>>;

/** Parses the log lines in printed output, oldest first. */
export const parseLogLines = (printed: string): readonly LogLine[] =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
