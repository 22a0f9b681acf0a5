import type { KeyRing } from '../../ports/security/key-ring';
import type { Charge, ChargeResult, RateLimitName, RateLimitRules, RateLimits } from '../../ports/security/rate-limits';
import { evaluateWindows, longestRefusal, type WindowCount } from './evaluate-windows';
import type { WindowRule, WindowState, CountingWindow } from './counting-window';

export interface RateLimitsOptions {
  readonly keyRing: KeyRing;
  readonly rules: RateLimitRules;
  /** Creates the store for the counts of one window. */
  readonly createWindow: (rule: WindowRule) => CountingWindow;
}

/** One window of one limit, with its rule. */
interface LimitWindow extends WindowRule {
  readonly window: CountingWindow;
}

/** The name under which a key is counted in one window. */
interface CountedName extends LimitWindow {
  readonly limit: RateLimitName;
  readonly name: string;
  readonly memberName: string | undefined;
}

/**
 * Implements the rate limits over any store of counts. A charged key is counted under its MAC by every secret key of the ring, and the
 * highest of these counts decides, so that a key rotation forgets nothing.
 */
export function createRateLimits({ keyRing, rules, createWindow }: RateLimitsOptions): RateLimits {
  const limitWindows = new Map(
    Object.entries(rules).map(([limit, { windows }]) => {
      const shortestFirst = [...windows].sort((one, other) => one.per - other.per);
      return [limit, shortestFirst.map((rule): LimitWindow => ({ ...rule, window: createWindow(rule) }))];
    }),
  );

  const countedNamesIn = (
    { limit, member, key: subject }: Charge,
    { most, per, window }: LimitWindow,
  ): CountedName[] => {
    const memberNames = member === undefined ? [] : keyRing.macs('limit', JSON.stringify([limit, subject, member]));
    return keyRing
      .macs('limit', JSON.stringify([limit, subject]))
      .map((name, key) => ({ limit, most, per, window, name, memberName: memberNames[key] }));
  };
  const windowsOf = ({ limit }: Charge): readonly LimitWindow[] => limitWindows.get(limit) ?? [];

  /** Reads all counts of one window at once. */
  const readWindow = (charge: Charge, limitWindow: LimitWindow, step: (counted: CountedName) => Promise<WindowCount>) =>
    Promise.all(countedNamesIn(charge, limitWindow).map(step));

  /** Stops at the first window that refuses, because a refused charge must not use up a longer window. */
  async function chargeWindows(charge: Charge): Promise<ChargeResult> {
    for (const limitWindow of windowsOf(charge)) {
      const charged = evaluateWindows([await readWindow(charge, limitWindow, chargeName)]);
      if (charged.kind === 'exceeded') return charged;
    }
    return { kind: 'allowed' };
  }

  const peekWindows = async (charge: Charge): Promise<ChargeResult> =>
    evaluateWindows(
      await Promise.all(windowsOf(charge).map((limitWindow) => readWindow(charge, limitWindow, peekName))),
    );

  return {
    charge: async (charges) => longestRefusal(await Promise.all(charges.map(chargeWindows))),
    peek: async (charges) => longestRefusal(await Promise.all(charges.map(peekWindows))),

    async refund(charges) {
      const counted = charges.flatMap((charge) =>
        windowsOf(charge).flatMap((limitWindow) => countedNamesIn(charge, limitWindow)),
      );
      await Promise.all(counted.map(refundName));
    },

    async block(charge, ms) {
      const counted = windowsOf(charge)
        .slice(0, 1)
        .flatMap((limitWindow) => countedNamesIn(charge, limitWindow));
      await Promise.all(counted.map(({ name, window }) => window.block(name, ms)));
    },
  };
}

/** Charges the key for a member's first charge. Further charges of the member only read the key's count. */
async function chargeName(counted: CountedName): Promise<WindowCount> {
  const { memberName, name, window } = counted;
  const isKnown = memberName !== undefined && (await window.charge(memberName)).charged > 1;
  return isKnown
    ? toWindowCount(counted, await window.peek(name), 'known')
    : toWindowCount(counted, await window.charge(name), 'charged');
}

async function peekName(counted: CountedName): Promise<WindowCount> {
  const { memberName, name, window } = counted;
  const [state, member] = await Promise.all([window.peek(name), memberName && window.peek(memberName)]);
  if (member && member.charged > 0) return toWindowCount(counted, state, 'known');
  return toWindowCount(counted, { ...state, charged: state.charged + 1 }, 'peeked');
}

/** Refunds the key with the member's last refund, because a member charges its key only once. */
async function refundName({ memberName, name, window }: CountedName): Promise<void> {
  if (memberName === undefined || (await window.refund(memberName)).charged === 0) await window.refund(name);
}

const toWindowCount = (
  { limit, most }: CountedName,
  { charged, msLeft }: WindowState,
  how: WindowCount['how'],
): WindowCount => ({
  limit,
  most,
  count: charged,
  msLeft,
  how,
});
