import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type {
  ChannelCredentials,
  ChannelAuthenticationRules,
  ChannelAuthentication,
  ChannelAuthenticator,
} from '../../ports/chat/channel-authenticator';
import type { Clock } from '../../ports/system';
import { Unavailable } from '../../ports/errors';

export interface JoseChannelAuthenticatorOptions {
  /** The audience that tokens must name. */
  readonly appId: string;
  readonly clock: Clock;
  readonly rules: ChannelAuthenticationRules;
}

/** The Bot Connector's authentication protocol, connector to bot: its issuer, and where its keys are published. */
const CONNECTOR = {
  issuer: 'https://api.botframework.com',
  metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
};

/** The algorithms accepted: a forged token would choose `none`, or an HMAC under the public key. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

const Metadata = z.object({ jwks_uri: z.url({ protocol: /^https$/ }) });
const Keys = z.object({
  keys: z.array(z.looseObject({ kid: z.string().optional(), endorsements: z.array(z.string()).nullish() })),
});

/**
 * Accepts tokens of the Bot Connector only. The framework's own check also accepts tokens of the Emulator and of other bots without checking
 * their service URL, remembers every tenant that an unverified token names, and prints what it refuses.
 */
export function createJoseChannelAuthenticator({
  appId,
  clock,
  rules,
}: JoseChannelAuthenticatorOptions): ChannelAuthenticator {
  const signers = createSigners(rules);

  async function read(token: string): Promise<{ readonly payload: JWTPayload; readonly kid: string } | 'unauthentic'> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, signers.key, {
        algorithms: ALGORITHMS,
        issuer: CONNECTOR.issuer,
        audience: appId,
        requiredClaims: ['exp', 'serviceurl'],
        clockTolerance: rules.clockSkew / 1_000,
        currentDate: new Date(clock.now()),
      });
      return protectedHeader.kid === undefined ? 'unauthentic' : { payload, kid: protectedHeader.kid };
    } catch (error) {
      if (error instanceof errors.JOSEError) return 'unauthentic';
      throw error;
    }
  }

  return {
    async authenticate({ authorization, ...named }) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const signed = token === undefined ? 'unauthentic' : await read(token);
      if (signed === 'unauthentic') return signed;
      return checkUse(signed.payload, signers.endorsementsOf(signed.kid), named);
    },
  };
}

/** Checks the endorsements and the service URL. By the protocol, a key with an empty list of channels is valid for all. */
function checkUse(
  { serviceurl }: JWTPayload,
  endorsements: readonly string[] | undefined,
  { channelId, serviceUrl }: Omit<ChannelCredentials, 'authorization'>,
): ChannelAuthentication {
  const isEndorsed = endorsements !== undefined && (endorsements.length === 0 || endorsements.includes(channelId));
  return isEndorsed && serviceurl === serviceUrl ? 'authentic' : 'forbidden';
}

interface Signers {
  readonly key: JWTVerifyGetKey;
  /** Returns the channels of a key, or nothing for a key that was withdrawn meanwhile. */
  endorsementsOf(kid: string): readonly string[] | undefined;
}

/** Fetches and caches the signing keys. While they cannot be fetched, requests fail with Unavailable instead of being refused as forged. */
function createSigners({ keysRefetchInterval, keysMaxAge, keysTimeout }: ChannelAuthenticationRules): Signers {
  let endorsements: ReadonlyMap<string | undefined, readonly string[]> = new Map();

  const key = createRemoteJWKSet(new URL(CONNECTOR.metadata), {
    cacheMaxAge: keysMaxAge,
    cooldownDuration: keysRefetchInterval,
    timeoutDuration: keysTimeout,
    // The address of the metadata is fixed; the address of the keys is read from it.
    [customFetch]: async (metadata, init) => {
      try {
        const { jwks_uri } = Metadata.parse(await readJson(metadata, init));
        const { keys } = Keys.parse(await readJson(jwks_uri, init));
        endorsements = new Map(keys.map((one) => [one.kid, one.endorsements ?? []]));
        return Response.json({ keys });
      } catch (error) {
        throw new Unavailable('channel-keys', error);
      }
    },
  });
  return { key, endorsementsOf: (kid) => endorsements.get(kid) };
}

async function readJson(address: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(address, { ...init, redirect: 'follow' });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}
