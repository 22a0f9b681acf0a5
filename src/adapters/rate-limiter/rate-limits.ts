import type { KeyRing } from '../../ports/security/key-ring';
import type { Charge, ChargeResult, RateLimitName, RateLimitRules, RateLimits } from '../../ports/security/rate-limits';
import { evaluateWindows, longestRefusal, type WindowCount } from './evaluate-windows';
import type { WindowRule, WindowState, CountingWindow } from './counting-window';

export interface RateLimitsOptions {
  readonly keyRing: KeyRing;
  readonly rules: RateLimitRules;
  /** Creates the store for the counts of one window. */
  readonly createWindow: (grant: WindowRule) => CountingWindow;
}

/** One window of one limit, with its rule. */
interface Gauge extends WindowRule {
  readonly window: CountingWindow;
}

/** The name under which a key is counted in one window. */
interface Place extends Gauge {
  readonly limit: RateLimitName;
  readonly name: string;
  readonly memberName: string | undefined;
}

/**
 * Implements the rate limits over any store of counts. A charged key is counted under its MAC by every secret key of the ring, and the
 * highest of these counts decides, so that a key rotation forgets nothing.
 */
export function createRateLimits({ keyRing, rules, createWindow }: RateLimitsOptions): RateLimits {
  const gauges = new Map(
    Object.entries(rules).map(([limit, { windows }]) => {
      const shortestFirst = [...windows].sort((one, other) => one.per - other.per);
      return [limit, shortestFirst.map((grant): Gauge => ({ ...grant, window: createWindow(grant) }))];
    }),
  );

  const placesIn = ({ limit, member, key: subject }: Charge, { most, per, window }: Gauge): Place[] => {
    const memberNames = member === undefined ? [] : keyRing.macs('limit', JSON.stringify([limit, subject, member]));
    return keyRing
      .macs('limit', JSON.stringify([limit, subject]))
      .map((name, key) => ({ limit, most, per, window, name, memberName: memberNames[key] }));
  };
  const gaugesOf = ({ limit }: Charge): readonly Gauge[] => gauges.get(limit) ?? [];

  /** Reads all counts of one window at once. */
  const readWindow = (charge: Charge, gauge: Gauge, step: (place: Place) => Promise<WindowCount>) =>
    Promise.all(placesIn(charge, gauge).map(step));

  /** Stops at the first window that refuses, because a refused charge must not use up a longer window. */
  async function chargeWindows(charge: Charge): Promise<ChargeResult> {
    for (const gauge of gaugesOf(charge)) {
      const charged = evaluateWindows([await readWindow(charge, gauge, chargePlace)]);
      if (charged.kind === 'exceeded') return charged;
    }
    return { kind: 'allowed' };
  }

  const lookAtWindows = async (charge: Charge): Promise<ChargeResult> =>
    evaluateWindows(await Promise.all(gaugesOf(charge).map((gauge) => readWindow(charge, gauge, lookAt))));

  return {
    charge: async (charges) => longestRefusal(await Promise.all(charges.map(chargeWindows))),
    peek: async (charges) => longestRefusal(await Promise.all(charges.map(lookAtWindows))),

    async refund(charges) {
      const places = charges.flatMap((charge) => gaugesOf(charge).flatMap((gauge) => placesIn(charge, gauge)));
      await Promise.all(places.map(refundPlace));
    },

    async block(charge, ms) {
      const places = gaugesOf(charge)
        .slice(0, 1)
        .flatMap((gauge) => placesIn(charge, gauge));
      await Promise.all(places.map(({ name, window }) => window.block(name, ms)));
    },
  };
}

/** Charges the key for a member's first charge. Further charges of the member only read the key's count. */
async function chargePlace(place: Place): Promise<WindowCount> {
  const { memberName, name, window } = place;
  const isKnown = memberName !== undefined && (await window.charge(memberName)).charged > 1;
  return isKnown
    ? readingOf(place, await window.peek(name), 'known')
    : readingOf(place, await window.charge(name), 'charged');
}

async function lookAt(place: Place): Promise<WindowCount> {
  const { memberName, name, window } = place;
  const [standing, member] = await Promise.all([window.peek(name), memberName && window.peek(memberName)]);
  if (member && member.charged > 0) return readingOf(place, standing, 'known');
  return readingOf(place, { ...standing, charged: standing.charged + 1 }, 'looked-at');
}

/** Refunds the key with the member's last refund, because a member charges its key only once. */
async function refundPlace({ memberName, name, window }: Place): Promise<void> {
  if (memberName === undefined || (await window.refund(memberName)).charged === 0) await window.refund(name);
}

const readingOf = ({ limit, most }: Place, { charged, msLeft }: WindowState, how: WindowCount['how']): WindowCount => ({
  limit,
  most,
  count: charged,
  msLeft,
  how,
});
