import type { MailboxMessage } from '../../../http/routes/mailbox';

export interface NamedMail extends MailboxMessage {
  /** Identifies the mail in the URL's fragment and in the browser's storage. Built from the mail's time alone, so that it reveals no content. */
  readonly name: string;
}

/** Names mails, newest first. Among mails of the same time the oldest gets no suffix, so that its name does not change when others arrive. */
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
