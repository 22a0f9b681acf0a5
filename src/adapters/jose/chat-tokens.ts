import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { FeedId } from '../../ports/chat/activity-feed';
import type { ChatTokens, ChatTokenUse } from '../../ports/chat/chat-tokens';
import type { Clock } from '../../ports/system';
import type { Random } from '../../ports/random';

export interface JoseChatTokensOptions {
  /** The first signs, every one verifies: a token outlives the change of keys. */
  readonly secretKeys: readonly SecretKey[];
  readonly clock: Clock;
  readonly random: Random;
  /** In ms. */
  readonly lifetimes: Readonly<Record<ChatTokenUse, number>>;
}

interface SecretKey {
  readonly kid: string;
  readonly secret: Uint8Array;
}

/** The only one: a token that could choose would choose `none`. */
const ALGORITHM = 'HS256';

/** A stream's ticket opens nothing else, and a client's token opens no stream. */
const AUDIENCES = { speak: 'direct-line', listen: 'direct-line/stream' } satisfies Record<ChatTokenUse, string>;

/** `user` is the one claim that Direct Line's clients read. */
const Claims = z.object({
  conv: z
    .string()
    .min(1)
    .transform((id) => id as FeedId),
  user: z.string().startsWith('dl_'),
  // Without one the library would take it for ever.
  exp: z.number(),
});

/** JWTs (RFC 7519), so that any process tells whose a token is without asking a store. */
export function createJoseChatTokens({ secretKeys, clock, random, lifetimes }: JoseChatTokensOptions): ChatTokens {
  const [current] = secretKeys;
  if (current === undefined) throw new Error('Chat tokens need a key.');
  const keys = new Map(secretKeys.map((key) => [key.kid, derive(key)]));
  const signingKey = derive(current);

  return {
    async sign({ conversation, user }, use) {
      const issuedAt = inSeconds(clock.now());
      const expiresIn = inSeconds(lifetimes[use]);
      const token = await new SignJWT({ conv: conversation, user })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: current.kid })
        .setAudience(AUDIENCES[use])
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + expiresIn)
        .setJti(random.token(16))
        .sign(signingKey);
      return { token, expiresIn };
    },

    async verify(token, use) {
      try {
        const { payload } = await jwtVerify(token, ({ kid = '' }) => named(keys, kid), {
          algorithms: [ALGORITHM],
          audience: AUDIENCES[use],
          currentDate: new Date(clock.now()),
        });
        const { conv: conversation, user } = Claims.parse(payload);
        return { conversation, user };
      } catch {
        // Whoever sent it learns nothing of why.
        return undefined;
      }
    },
  };
}

/** JWTs count whole seconds. */
const inSeconds = (ms: number): number => Math.floor(ms / 1_000);

/** One key for this use alone (RFC 5869), as the key ring derives its own. */
const derive = ({ secret }: SecretKey): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'iess-key-recovery/jwt/chat', 32)));

function named(keys: ReadonlyMap<string, KeyObject>, kid: string): KeyObject {
  const key = keys.get(kid);
  if (key === undefined) throw new Error('No key has this id.');
  return key;
}
