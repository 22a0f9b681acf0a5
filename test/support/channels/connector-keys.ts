import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTPayload } from 'jose';

/** A key pair of the Bot Connector: the private key that signs, and the public key as published. */
export interface ConnectorKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK & { readonly endorsements?: readonly string[] };
}

export async function createConnectorKey(kid: string, endorsements?: readonly string[]): Promise<ConnectorKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const publicJwk = {
    ...(await exportJWK(publicKey)),
    use: 'sig',
    kid,
    x5t: kid,
    ...(endorsements && { endorsements }),
  };
  return { kid, privateKey, publicJwk };
}

export const CONNECTOR_ISSUER = 'https://api.botframework.com';

/** Returns the time in seconds, as used in JWTs. */
const now = () => Math.floor(Date.now() / 1_000);

/** Returns the claims of a connector token for this bot and service URL. */
export const connectorClaims = (appId: string, serviceUrl: string): JWTPayload => ({
  iss: CONNECTOR_ISSUER,
  aud: appId,
  serviceurl: serviceUrl,
  nbf: now() - 60,
  exp: now() + 3_600,
});

export const signConnectorToken = ({ kid, privateKey }: ConnectorKey, claims: JWTPayload): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid }).sign(privateKey);
