import type { Instant } from '../../domain/time';
import type { Clock } from '../../ports/system';
import type { Mailer } from '../../ports/mail/mailer';

/** A mail as the mailbox page shows it. */
interface LocalMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: Instant;
}

export interface LocalMailbox extends Mailer {
  /** The mails kept, newest first. */
  messages(): readonly LocalMail[];
}

/** Keeps the last `keep` mails of local mode to be read, and sends none. */
export function createLocalMailbox({ clock, keep = 200 }: { clock: Clock; keep?: number }): LocalMailbox {
  let mails: readonly LocalMail[] = [];

  return {
    send({ to, subject, text, html }) {
      const mail = { to: to.expose(), subject, text: text.expose(), html: html.expose(), at: clock.now() };
      mails = [mail, ...mails].slice(0, keep);
      return Promise.resolve({ kind: 'accepted' });
    },

    messages: () => mails,
  };
}
