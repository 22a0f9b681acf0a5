import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { FeedId } from '../../ports/chat/activity-feed';
import type { ChatTokens, ChatTokenUse } from '../../ports/chat/chat-tokens';
import type { Clock, Random } from '../../ports/system';

export interface JoseChatTokensOptions {
  /** The first key signs and all verify, so that tokens survive a key rotation. */
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

/** The only algorithm accepted: a forged token would choose `none`. */
const ALGORITHM = 'HS256';

/** Audiences keep a stream ticket from other uses, and a client's token from opening a stream. */
const AUDIENCES = { conversation: 'direct-line', stream: 'direct-line/stream' } satisfies Record<ChatTokenUse, string>;

/** Clients of Direct Line read only the claim `user`. */
const Claims = z.object({
  conv: z
    .string()
    .min(1)
    .transform((id) => id as FeedId),
  user: z.string().startsWith('dl_'),
  // Required, because the library accepts a token without an expiry for ever.
  exp: z.number(),
});

/** Issues and verifies chat tokens as JWTs (RFC 7519), so that any process verifies them without a store. */
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
        // The reason is not returned: it would help to forge a token.
        return undefined;
      }
    },
  };
}

/** JWTs count whole seconds. */
const inSeconds = (ms: number): number => Math.floor(ms / 1_000);

/** Derives a key for this use alone (RFC 5869), as the key ring does for its uses. */
const derive = ({ secret }: SecretKey): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'iess-key-recovery/jwt/chat', 32)));

function named(keys: ReadonlyMap<string, KeyObject>, kid: string): KeyObject {
  const key = keys.get(kid);
  if (key === undefined) throw new Error('No key has this id.');
  return key;
}
