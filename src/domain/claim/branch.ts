import type { Brand, Result } from '../brand';

/** One of an employer's branches (*sucursal*), four digits. */
export type Branch = Brand<string, 'Branch'>;

export type BranchFormFault = 'letters' | 'length' | 'zero';

export const MAIN_BRANCH = '0001' as Branch;

/** Parses one to four ASCII digits; `1`, `01` and `001` mean `0001`. */
export function parseBranch(text: string): Result<Branch, BranchFormFault> {
  if (!/^\d*$/.test(text)) return { ok: false, reason: 'letters' };
  if (text.length < 1 || text.length > 4) return { ok: false, reason: 'length' };
  if (Number(text) === 0) return { ok: false, reason: 'zero' };
  return { ok: true, value: text.padStart(4, '0') as Branch };
}
