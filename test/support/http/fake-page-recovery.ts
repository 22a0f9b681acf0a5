import type { Branch } from '../../../src/domain/claim/branch';
import { maskRuc, type Ruc } from '../../../src/domain/claim/ruc';
import { checkAccessKeyFormat, type AccessKeyFault } from '../../../src/domain/employer/access-key';
import type { LinkToken, ResetSessionToken } from '../../../src/domain/recovery/reset-link';
import type { Sensitive } from '../../../src/domain/sensitive';
import { Sensitive as Secret } from '../../../src/domain/sensitive';
import type { Instant } from '../../../src/domain/time';
import { Unavailable } from '../../../src/ports/errors';
import { accessKeyRules, recoveryRules } from '../../../src/policy/recovery';
import type { PageRecovery, ResetSessionView } from '../../../src/recovery/recovery';

const RUC = '1710034065001';
const EMPLOYER = { maskedRuc: maskRuc(RUC as Ruc), branch: '0002' as Branch, maskedName: 'Com••• de Pru••• S.A.' };
const OLD_KEY = 'la clave de siempre';
const EASY_KEYS = ['qwertyuiop12', 'contraseñasegura'];

interface Session {
  endsAt: number;
  /** The key that was set in it. */
  key?: string;
}

export interface FakePageRecovery extends PageRecovery {
  /** Issues the token of a live link. */
  issueLinkToken(): string;
  /** Advances the clock by `ms`. */
  passTime(ms: number): void;
  /** The numbers of opened links and set keys. */
  readonly counts: { opened: number; changed: number };
  /** The registry has no legal name of the employer from now on. */
  forgetName(): void;
  /** The behaviour of all further calls. */
  setBehaviour(behaviour: 'well' | 'unavailable' | 'buggy'): void;
}

/** Creates links, sessions and keys of one employer in memory, with a clock of its own. */
export function createFakePageRecovery(): FakePageRecovery {
  const links = new Map<string, number>();
  const sessions = new Map<string, Session>();
  /** The sessions of opened links. */
  const opened = new Map<string, Session>();
  const counts = { opened: 0, changed: 0 };
  let now = 0;
  let tokenCount = 0;
  let employer: Omit<typeof EMPLOYER, 'maskedName'> = EMPLOYER;
  let behaviour: 'well' | 'unavailable' | 'buggy' = 'well';

  const failAsSet = () => {
    if (behaviour === 'unavailable') throw new Unavailable('recovery-store', new Error('connection refused'));
    if (behaviour === 'buggy') throw new Error(`cannot handle ${RUC}`);
  };
  const newToken = () => `${'t'.repeat(38)}${String(++tokenCount).padStart(5, '0')}`;
  const alive = (session: Sensitive<ResetSessionToken>): Session | undefined => {
    const found = sessions.get(session.expose());
    return found !== undefined && found.endsAt > now ? found : undefined;
  };

  return {
    counts,
    issueLinkToken() {
      const token = newToken();
      links.set(token, now + recoveryRules.link.lifetime);
      return token;
    },
    passTime(ms) {
      now += ms;
    },
    forgetName() {
      const { branch, maskedRuc } = EMPLOYER;
      employer = { branch, maskedRuc };
    },
    setBehaviour(next) {
      behaviour = next;
    },

    openLink(token: Sensitive<LinkToken>) {
      return attempt(() => {
        failAsSet();
        const endsAt = links.get(token.expose());
        links.delete(token.expose());
        if (opened.get(token.expose())?.key !== undefined) return { kind: 'done' } as const;
        if (endsAt === undefined || endsAt <= now) return { kind: 'gone' } as const;
        const session = newToken();
        counts.opened += 1;
        const started: Session = { endsAt: now + recoveryRules.resetSession.lifetime };
        sessions.set(session, started);
        opened.set(token.expose(), started);
        return { kind: 'opened', session: new Secret(session as ResetSessionToken), endsAt: now as Instant } as const;
      });
    },

    resetSession(token) {
      return attempt((): ResetSessionView => {
        failAsSet();
        const session = alive(token);
        if (session === undefined) return { kind: 'gone' };
        if (session.key !== undefined) return { kind: 'done' };
        return { kind: 'running', ...employer, secondsLeft: Math.ceil((session.endsAt - now) / 1000) };
      });
    },

    setKey(token, key) {
      return attempt(() => {
        failAsSet();
        const session = alive(token);
        if (session === undefined) return { kind: 'gone' } as const;
        if (session.key !== undefined) {
          return { kind: session.key === key.expose() ? 'changed' : 'changed-earlier' } as const;
        }
        const faults = faultsOf(key.expose());
        if (faults.length > 0) return { kind: 'refused', faults } as const;
        counts.changed += 1;
        session.key = key.expose();
        return { kind: 'changed' } as const;
      });
    },
  };
}

function faultsOf(key: string): readonly AccessKeyFault[] {
  const faults = [...checkAccessKeyFormat(key, { ruc: RUC, document: RUC.slice(0, 10) }, accessKeyRules)];
  if (EASY_KEYS.includes(key)) faults.push('too-weak');
  if (key === OLD_KEY) faults.push('same-as-old');
  return faults;
}

/** Turns a thrown error into a rejection, as a store would. */
const attempt = async <T>(act: () => T): Promise<T> => Promise.resolve().then(act);
