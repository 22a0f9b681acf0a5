import { SECOND } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { Mac } from '../../../ports/security/key-ring';
import { createExpiringMap } from '../expiring-map';

/** Longer than it takes to use a name that was given out. */
const CLAIM = 5 * SECOND;

/** By which of its MACs a target is known. */
export function createTargetNames(clock: Clock, weigh: (target: Mac) => number) {
  const claims = createExpiringMap<Mac, Mac>(clock);

  /** Of those who ask at the same time the first decides; where they meet does not depend on their order of the MACs. */
  const claim = (macs: readonly Mac[], wanted: Mac): Mac => {
    const agreed = macs.reduce(earlier);
    const claimed = claims.get(agreed);
    if (claimed !== undefined && macs.includes(claimed)) return claimed;
    claims.set(agreed, wanted, CLAIM);
    return wanted;
  };

  return {
    reserve(macs: readonly [Mac, ...Mac[]]): Mac {
      if (macs.length === 1) return macs[0];
      const most = Math.max(...macs.map(weigh));
      return most === 0 ? claim(macs, macs[0]) : macs.filter((mac) => weigh(mac) === most).reduce(earlier);
    },
  };
}

const earlier = (one: Mac, other: Mac): Mac => (other < one ? other : one);
