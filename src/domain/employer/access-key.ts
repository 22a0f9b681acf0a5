import type { Brand } from '../brand';

/** The employer's key to the portal, after every check has passed. */
export type AccessKey = Brand<string, 'AccessKey'>;

export type AccessKeyFault = 'too-short' | 'too-long' | 'contains-own-data' | 'too-weak' | 'same-as-old';

/** Bounds in characters as the person counts them (code points after NFC), both included. */
export interface AccessKeyLength {
  readonly minimum: number;
  readonly maximum: number;
}

/** The name of the institution, an obvious guess. Compared in lower case. */
const INSTITUTION = 'iess';

/**
 * Returns the faults that the key alone shows. There are no composition rules (NIST SP 800-63B-4, 3.1.1.2). The strength of the key and
 * whether it equals the old one are checked elsewhere.
 */
export function checkAccessKeyFormat(
  key: string,
  ownData: { readonly ruc: string; readonly document: string },
  length: AccessKeyLength,
): readonly AccessKeyFault[] {
  const characters = Array.from(key.normalize('NFC')).length;
  const faults: AccessKeyFault[] = [];
  if (characters < length.minimum) faults.push('too-short');
  if (characters > length.maximum) faults.push('too-long');
  if ([ownData.ruc, ownData.document, INSTITUTION].some((word) => contains(key, word)))
    faults.push('contains-own-data');
  return faults;
}

/** Ignores an empty word, because every key contains it. */
const contains = (key: string, word: string): boolean => word !== '' && normalise(key).includes(normalise(word));

/** Maps full-width digits to ASCII, because they are the same digits to an attacker. */
const normalise = (text: string): string => text.normalize('NFKC').toLowerCase();
