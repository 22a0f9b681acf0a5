import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { requestJson } from './request';
import { ChatError } from './chat-error';

/** Reads the mailbox of local mode. */
export interface MailboxClient {
  /** Returns the code of a mail that arrived since the last call, or since the mailbox was opened. @throws ChatError when none arrives */
  nextCode(): Promise<string>;
}

/** Newest first. */
const Mails = z.array(z.object({ at: z.unknown(), text: z.string() }));

/** The code is on a line of its own, in two groups. */
const CODE = /^\s*(\d{3,4} \d{3,4})\s*$/m;
const TRIES = 60;
/** In ms. */
const POLL_INTERVAL = 200;

export async function openMailboxClient(url: string): Promise<MailboxClient> {
  const missing = `${url} has no local mailbox, so the code cannot be read: it sends mails, or does not run in local mode.`;
  const newest = async () =>
    (await requestJson(`${url}/buzon/messages`, { method: 'GET', shape: Mails, missing })).at(0);
  let known = identityOf(await newest());

  return {
    async nextCode() {
      for (let tries = 0; tries < TRIES; tries++) {
        const mail = await newest();
        const code = CODE.exec(mail?.text ?? '')?.[1];
        if (code !== undefined && identityOf(mail) !== known) {
          known = identityOf(mail);
          return code.replaceAll(' ', '');
        }
        await delay(POLL_INTERVAL);
      }
      throw new ChatError(`No mail with a code arrived at ${url}/buzon.`);
    },
  };
}

const identityOf = (mail: object | undefined): string => JSON.stringify(mail ?? 'none');
