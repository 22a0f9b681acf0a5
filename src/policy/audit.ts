/**
 * How long (days) rows of the audit trail are kept. Operators choose between a month and ten years; a year is the default. Rows are about
 * persons, though under keyed hashes, and must not be kept for ever (LOPDP, art. 10).
 */
export const auditRetentionDays = { standard: 365, shortest: 30, longest: 3_660 } as const;
