import { SECOND } from '../../../domain/time';
import type { Clock } from '../../../ports/system';
import type { Mac } from '../../../ports/security/key-ring';
import { createExpiringMap } from '../expiring-map';

/** How long (ms) a reserved name stands: longer than it takes to use it. */
const RESERVATION = 5 * SECOND;

/** Returns the MAC under which a target is already stored. */
export function createTargetNames(clock: Clock, weigh: (target: Mac) => number) {
  const reservations = createExpiringMap<Mac, Mac>(clock);

  /** The first of concurrent callers decides. All of them reserve under the smallest MAC, so the order of their MACs does not matter. */
  const reserve = (macs: readonly Mac[], wanted: Mac): Mac => {
    const agreed = macs.reduce(earlier);
    const reserved = reservations.get(agreed);
    if (reserved !== undefined && macs.includes(reserved)) return reserved;
    reservations.set(agreed, wanted, RESERVATION);
    return wanted;
  };

  return {
    reserve(macs: readonly [Mac, ...Mac[]]): Mac {
      if (macs.length === 1) return macs[0];
      const most = Math.max(...macs.map(weigh));
      return most === 0 ? reserve(macs, macs[0]) : macs.filter((mac) => weigh(mac) === most).reduce(earlier);
    },
  };
}

const earlier = (one: Mac, other: Mac): Mac => (other < one ? other : one);
