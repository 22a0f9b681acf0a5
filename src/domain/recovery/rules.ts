import type { LockoutStep } from './lockout';

/** The two secrets that are sent by mail. */
export type MailKind = 'code' | 'link';

/** The numbers that the transitions apply; they are `recoveryRules` of src/policy/recovery.ts. All times in ms. */
export interface RecoveryRules {
  /** How long a recovery is kept after its last change. */
  readonly retention: number;
  /** Time after the request at which a mail that was not accepted is cancelled. */
  readonly acceptTimeout: number;
  readonly code: {
    readonly lifetime: number;
    readonly attempts: number;
    readonly spacing: number;
    readonly most: number;
  };
  readonly link: { readonly lifetime: number; readonly spacing: number; readonly most: number };
  /** Upper bound on the requests for mails of one kind, including mails that were never sent. */
  readonly mostRequested: number;
  readonly resetSession: { readonly lifetime: number };
  readonly failures: { readonly lockoutSteps: readonly LockoutStep[]; readonly retention: number };
}

/** How many mails of each kind. */
export type MailCounts = Readonly<Record<MailKind, number>>;

/** Returns how many more mails of this kind a recovery may request. */
export const countMailsLeft = (
  rules: Pick<RecoveryRules, MailKind | 'mostRequested'>,
  mail: MailKind,
  { requested, givenUp }: { readonly requested: MailCounts; readonly givenUp: MailCounts },
): number =>
  Math.max(0, Math.min(rules[mail].most - (requested[mail] - givenUp[mail]), rules.mostRequested - requested[mail]));
