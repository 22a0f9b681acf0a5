import { z } from 'zod';
import type { Sensitive } from '../../domain/sensitive';
import type { TokenIssuer } from '../../ports/chat/chat-tokens';
import { Unavailable } from '../../ports/errors';
import type { Random } from '../../ports/system';

export interface AzureTokenIssuerOptions {
  /** Opens every conversation of the bot, so it never leaves this service; visitors get tokens. */
  readonly secret: Sensitive<string>;
  /** Pages on which Direct Line accepts the token. */
  readonly trustedOrigins: readonly string[];
  readonly random: Random;
  /** Address of Direct Line; another one in tests. */
  readonly url?: string;
  /** Time-out of the whole response (ms). */
  readonly timeout?: number;
}

/** Upper bound on the response, which takes 1 or 2 KB. */
const MOST_BYTES = 16 * 1024;

const Generated = z.object({
  conversationId: z.string().min(1),
  token: z.string().min(1),
  expires_in: z.number().int().positive(),
});

/** Issues tokens of Azure's Direct Line. A token is bound to the visitor's id, so that no visitor can write as another. */
export function createAzureTokenIssuer(options: AzureTokenIssuerOptions): TokenIssuer {
  const { secret, trustedOrigins, random, url = 'https://directline.botframework.com', timeout = 5_000 } = options;
  const domain = new URL('/v3/directline', url).href;

  const generate = async (userId: string): Promise<z.infer<typeof Generated>> => {
    const response = await fetch(`${domain}/tokens/generate`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret.expose()}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: { id: userId }, trustedOrigins }),
      // Redirects are not followed, because they would forward the secret.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    const text = await readText(response);
    if (response.status !== 200) throw failure(`HTTP ${response.status}`);
    return Generated.parse(JSON.parse(text));
  };

  return {
    async issue() {
      const userId = `dl_${random.token(16)}`;
      try {
        const { conversationId, token, expires_in: expiresIn } = await generate(userId);
        return { token, expiresIn, conversationId, userId, domain };
      } catch (error) {
        throw new Unavailable('direct-line', failure(reasonOf(error as Fault)));
      }
    },
  };
}

/** Reads the body to its end, also of an error, so that the connection can be reused. */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw failure('RESPONSE_TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Fault {
  readonly name: string;
  readonly code?: unknown;
  readonly cause?: Fault;
}

/** Returns a code or a name, because the libraries' messages quote headers and responses with the secret or the token. */
const reasonOf = ({ name, code, cause }: Fault): string =>
  typeof code === 'string' ? code : cause === undefined ? name : reasonOf(cause);

/** Puts the reason into `code`, because the log writes an error's code and leaves out its message. */
const failure = (code: string): Error => Object.assign(new Error(`Direct Line: ${code}`), { code });
