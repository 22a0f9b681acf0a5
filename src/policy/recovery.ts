import type { LockoutStep } from '../domain/recovery/lockout';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time';
import type { RecoveryRules } from '../domain/recovery/rules';

/** NIST SP 800-63B-4 asks for six digits or more. Operators choose between these lengths. */
export const codeLength = { standard: 6, shortest: 6, longest: 8 } as const;

/** Growing lockouts keep guessing hopeless without locking the owner out for good (NIST SP 800-63B-4, 3.2.2). */
export const lockoutSteps: readonly LockoutStep[] = [
  { failures: 10, duration: 15 * MINUTE },
  { failures: 20, duration: 2 * HOUR },
  { failures: 50, every: 50, duration: DAY },
];

/** Enforced by the recovery store. All times in ms. */
export const recoveryRules = {
  /** The longest wait between two messages of one conversation. */
  retention: 30 * MINUTE,
  /** A mail that is accepted later than this is cancelled, and the chat says so: a late code would only confuse. */
  acceptTimeout: 60 * SECOND,
  /**
   * The procedure sets three minutes (docs/procedure.md#step-5); NIST SP 800-63B-4 allows ten at most. Five attempts are what Ory Kratos
   * and login.gov allow. One more code a minute, three in all.
   */
  code: { lifetime: 180 * SECOND, attempts: 5, spacing: 60 * SECOND, most: 3 },
  /** The procedure sets three minutes (docs/procedure.md#step-6). One mail and one resend. */
  link: { lifetime: 180 * SECOND, spacing: 60 * SECOND, most: 2 },
  /** Failed mails do not count against `most`, but some mail services report a failure and deliver all the same. */
  mostRequested: 10,
  /** OWASP Forgot Password Cheat Sheet and WCAG 2.2.1: once the link is open, there is time to think of a key. */
  resetSession: { lifetime: 10 * MINUTE },
  /** Failures are counted on the target (NIST SP 800-63B-4, 3.1.3.2): no new code, conversation or channel resets them. */
  failures: { lockoutSteps, retention: 30 * DAY },
} satisfies RecoveryRules;

/** How long an operator suspends a target (hours): a day unless they answer otherwise, and never for good by mistake. */
export const suspensionHours = { standard: 24, longest: 720 } as const;

/** NIST SP 800-63B-4, OWASP and ASVS 5.0 6.2: length and strength instead of composition rules. */
export const accessKeyRules = { minimum: 12, maximum: 128, score: 3 } as const;

/** Upper bound (ms) on how long a turn waits for its mail to be accepted. Leaves most of `CHANNEL_TIMEOUT` (chat.ts) to its other steps. */
export const MAIL_WAIT_TIMEOUT = 4 * SECOND;
