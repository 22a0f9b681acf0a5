import type { MailboxMessage } from '../../../http/routes/mailbox';

export interface NamedMail extends MailboxMessage {
  /** Stands in the page's address and in what the browser keeps: the mail's time, and nothing of what it says. */
  readonly name: string;
}

/** Newest first, as they come. Of several mails of one moment the oldest bears the bare time: its name must not change when others arrive. */
export function nameMails(mails: readonly MailboxMessage[]): readonly NamedMail[] {
  const seen = new Map<string, number>();
  const named = [...mails].reverse().map((mail) => {
    const time = Date.parse(mail.at).toString(36);
    const before = seen.get(time) ?? 0;
    seen.set(time, before + 1);
    return { ...mail, name: before === 0 ? time : `${time}-${before}` };
  });
  return named.reverse();
}
