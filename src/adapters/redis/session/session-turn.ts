import { z } from 'zod';
import type { KeyRing } from '../../../ports/security/key-ring';
import type { Random } from '../../../ports/system';
import type { SessionRules, SessionTurn, StoredSession } from '../../../ports/chat/session-store';
import type { SessionKeys } from './session-keys';
import type { Script } from '../script';

const Renewed = z.enum(['renewed', 'lost']);
const Saved = z.enum(['saved', 'conflict']);

export interface SessionTurnScripts {
  readonly renew: Script;
  readonly save: Script;
  readonly clear: Script;
  readonly release: Script;
}

export interface SessionTurnOptions {
  readonly scripts: SessionTurnScripts;
  readonly keyRing: KeyRing;
  readonly random: Random;
  readonly rules: SessionRules;
  readonly keys: SessionKeys;
  readonly token: string;
  readonly stored: StoredSession | undefined;
  /** How long (ms) the activity counts as answered; 0 without an activity. */
  readonly rememberActivity: number;
}

/** Creates a turn that has just acquired the session lock. Renews the lock until the turn ends or the lock is lost. */
export function createSessionTurn({
  scripts,
  keyRing,
  random,
  rules,
  keys,
  token,
  stored,
  rememberActivity,
}: SessionTurnOptions): SessionTurn {
  const all = [keys.lock, keys.answered, keys.session];
  let phase: 'running' | 'ended' = 'running';

  const renewal = setInterval(() => {
    // A failed renewal is ignored: the lock expires, and ending the turn reports that.
    void scripts.renew(all, [token, rules.lock]).then(
      (answer) => {
        if (Renewed.parse(answer) === 'lost') clearInterval(renewal);
      },
      () => undefined,
    );
  }, rules.lock / 3).unref();

  const end = () => {
    phase = 'ended';
    clearInterval(renewal);
  };

  return {
    stored,

    async save(value, expected) {
      if (phase === 'ended') return 'conflict';
      const sealed = keyRing.seal('session', value, keys.session);
      // Renewals stop in any case: after a conflict the lock expires by itself unless `release` comes first.
      clearInterval(renewal);
      const args = [token, rememberActivity, expected, sealed, random.token(12), rules.retention];
      const outcome = Saved.parse(await scripts.save(all, args));
      if (outcome === 'saved') end();
      return outcome;
    },

    async clear() {
      if (phase === 'ended') return;
      end();
      await scripts.clear(all, [token, rememberActivity]);
    },

    async release() {
      if (phase === 'ended') return;
      end();
      await scripts.release(all, [token, rememberActivity]);
    },
  };
}
