import type { Brand } from '../brand';

/** The employer's key to the portal, once nothing is wrong with it. */
export type AccessKey = Brand<string, 'AccessKey'>;

export type AccessKeyFault = 'too-short' | 'too-long' | 'contains-own-data' | 'too-weak' | 'same-as-old';

/** Bounds in characters as the person counts them (code points after NFC), both included. */
export interface AccessKeyLength {
  readonly minimum: number;
  readonly maximum: number;
}

/** What anyone would try first; compared in lower case. */
const INSTITUTION = 'iess';

/**
 * What is wrong with a key by its looks alone. No composition rules (NIST SP 800-63B-4, 3.1.1.2). How hard it is to guess
 * and whether it is the old one are not seen from here.
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

/** An empty word is in every key and says nothing about it. */
const contains = (key: string, word: string): boolean => word !== '' && normalise(key).includes(normalise(word));

/** Full-width digits are the same digits to whoever guesses. */
const normalise = (text: string): string => text.normalize('NFKC').toLowerCase();
