import type { NumberChain } from './number-chains';

/** A mobile number has ten digits and is no cédula: a third digit of 7 to 9 is too high for one. */
export const isMobileNumber = (digits: string): boolean => /^09[789]\d{7}$/.test(digits);

/** Whether one of the numbers is a telephone: a mobile number, or one that the person calls a telephone. */
export const holdTelephone = (chains: readonly NumberChain[]): boolean =>
  chains.some(({ label, runs }) => {
    const digits = runs.join('');
    return isMobileNumber(digits) || (label === 'elsewhere' && /^0\d{8,9}$/.test(digits));
  });
