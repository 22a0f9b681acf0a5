import type { KeyRing } from '../../ports/security/key-ring';
import type { Charge, ChargeResult, RateLimitName, RateLimitRules, RateLimits } from '../../ports/security/rate-limits';
import { evaluateWindows, longestRefusal, type WindowCount } from './evaluate-windows';
import type { WindowRule, WindowState, CountingWindow } from './counting-window';

export interface RateLimitsOptions {
  readonly keyRing: KeyRing;
  readonly rules: RateLimitRules;
  /** Where the counts of one window are kept. */
  readonly createWindow: (grant: WindowRule) => CountingWindow;
}

/** One window of one limit, and the grant it is measured by. */
interface Gauge extends WindowRule {
  readonly window: CountingWindow;
}

/** What a subject is counted under in one window. */
interface Place extends Gauge {
  readonly limit: RateLimitName;
  readonly name: string;
  readonly memberName: string | undefined;
}

/**
 * The limits over whatever keeps the counts. A subject is counted under its name by every key of the ring, and the fullest of these
 * counts decides: a ring that gets a new key forgets nothing.
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

  /** What the counts of one window came to, all read at once. */
  const readWindow = (charge: Charge, gauge: Gauge, step: (place: Place) => Promise<WindowCount>) =>
    Promise.all(placesIn(charge, gauge).map(step));

  /** What one window refuses is not counted in a longer one, which would be used up by what it never granted. */
  async function chargeWindows(charge: Charge): Promise<ChargeResult> {
    for (const gauge of gaugesOf(charge)) {
      const charged = evaluateWindows([await readWindow(charge, gauge, chargePlace)]);
      if (charged.kind === 'refused') return charged;
    }
    return { kind: 'granted' };
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

/** A member's first charge is one of its subject; further ones only see how the subject stands. */
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

/** A member that was charged more than once has cost its subject nothing but once: the last one to go gives that back. */
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
