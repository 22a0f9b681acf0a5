import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

/** A key of the Bot Connector: what it signs with, and how it is told to the world. */
export interface ConnectorKey {
  readonly kid: string;
  readonly secret: CryptoKey;
  readonly told: JWK & { readonly endorsements?: readonly string[] };
}

export async function createConnectorKey(kid: string, endorsements?: readonly string[]): Promise<ConnectorKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const told = { ...(await exportJWK(publicKey)), use: 'sig', kid, x5t: kid, ...(endorsements && { endorsements }) };
  return { kid, secret: privateKey, told };
}

export const ISSUER = 'https://api.botframework.com';

/** In seconds, as JWTs count. */
const now = () => Math.floor(Date.now() / 1_000);

/** What the connector says in a token for this bot and this address. */
export const claimsFor = (appId: string, serviceUrl: string): JWTPayload => ({
  iss: ISSUER,
  aud: appId,
  serviceurl: serviceUrl,
  nbf: now() - 60,
  exp: now() + 3_600,
});

export const sign = ({ kid, secret }: ConnectorKey, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid }).sign(secret);
