import type { MailJob } from '../ports/mail/mail-job';
import type { MailSendResult } from '../ports/mail/mailer';
import type { RecoveryOptions } from './options';

type Posted =
  | Pick<MailSendResult & { readonly kind: 'refused' }, 'kind' | 'what'>
  | { readonly kind: 'accepted' | 'uncertain' | 'deferred' | 'past' };

/** Takes down what handing one mail over came to, and how long it took from the request on. */
export function recordMailMetric(
  { clock, metrics }: RecoveryOptions,
  { askedAt, kind }: MailJob,
  { posted, tries }: { readonly posted: Posted; readonly tries: number },
): void {
  // The clock of the process that asked may be ahead of this one.
  const ms = Math.max(0, clock.now() - askedAt);
  metrics?.record({ measured: 'mail', kind, outcome: outcomeOf(posted), tries, ms });
}

function outcomeOf(posted: Posted) {
  if (posted.kind !== 'refused') return posted.kind;
  return posted.what === 'mailbox' ? 'bounced' : 'refused';
}
