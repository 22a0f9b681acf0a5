import type { Result } from '../brand';
import { DAY, HOUR, MINUTE, SECOND } from '../time';

/** At most `most` mails in any span of `per` ms. */
export interface MailQuotaLimit {
  readonly most: number;
  readonly per: number;
}

/** What the mail service accepts, and the share of it that is reserved for links and notices, because they matter more than codes. */
export interface MailQuotaRules {
  readonly limits: readonly MailQuotaLimit[];
  /** From 0 to 1. */
  readonly reservedShare: number;
}

const BAD_ENTRY = 'each entry is a whole number above 0 and a span of s, min, h or d, such as 30/min';
const SAME_SPAN = 'two entries have the same span';

/** Shown as the error of the setting. */
export type MailQuotaFault = typeof BAD_ENTRY | typeof SAME_SPAN;

const ENTRY = /^([1-9]\d{0,8})\/(s|min|h|d)$/;

const SPANS: Readonly<Record<string, number>> = { s: SECOND, min: MINUTE, h: HOUR, d: DAY };

/** Parses a comma-separated list of limits such as `30/min,100/h`. All of them apply at the same time. */
export function parseMailQuota(text: string): Result<readonly MailQuotaLimit[], MailQuotaFault> {
  const limits = text.split(',').map(parseLimit);
  if (!limits.every((limit) => limit !== undefined)) return { ok: false, reason: BAD_ENTRY };
  const spans = new Set(limits.map(({ per }) => per));
  if (spans.size < limits.length) return { ok: false, reason: SAME_SPAN };
  return { ok: true, value: limits };
}

function parseLimit(entry: string): MailQuotaLimit | undefined {
  const [, most, unit = ''] = ENTRY.exec(entry.trim()) ?? [];
  const per = SPANS[unit];
  return per === undefined ? undefined : { most: Number(most), per };
}

/** Returns the part of the limit that codes may use: at least one mail, so that recoveries can begin however low the limit is. */
export const quotaLimitForCodes = ({ most, per }: MailQuotaLimit, reserved: number): MailQuotaLimit => ({
  most: Math.max(1, most - Math.ceil(most * reserved)),
  per,
});

/**
 * Returns the length (ms) of the slots in which a quota counts taken tokens: a sixtieth of the span, so that the quota stays small however
 * many mails it allows. A token is returned at most one slot late, and never early.
 */
export const quotaSlotLength = ({ per }: MailQuotaLimit): number => Math.ceil(per / 60);
