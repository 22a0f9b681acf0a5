import { z } from 'zod';
import type { Sensitive } from '../../domain/sensitive';
import type { TokenIssuer } from '../../ports/chat/chat-tokens';
import { Unavailable } from '../../ports/errors';
import type { Random } from '../../ports/random';

export interface AzureTokenIssuerOptions {
  /** Opens every conversation of the bot: it stays with us, and the visitor gets a token. */
  readonly secret: Sensitive<string>;
  /** Pages on which Direct Line will take the token. */
  readonly trustedOrigins: readonly string[];
  readonly random: Random;
  /** Where Direct Line is: for tests. */
  readonly url?: string;
  /** For the whole answer (ms). */
  readonly timeout?: number;
}

/** A token and its frame take 1 or 2 KB. */
const MOST_BYTES = 16 * 1024;

const Generated = z.object({
  conversationId: z.string().min(1),
  token: z.string().min(1),
  expires_in: z.number().int().positive(),
});

/** Invites to Azure's Direct Line, with the visitor's id bound to the token: nobody can speak as another. */
export function createAzureTokenIssuer(options: AzureTokenIssuerOptions): TokenIssuer {
  const { secret, trustedOrigins, random, url = 'https://directline.botframework.com', timeout = 5_000 } = options;
  const domain = new URL('/v3/directline', url).href;

  const generate = async (userId: string): Promise<z.infer<typeof Generated>> => {
    const response = await fetch(`${domain}/tokens/generate`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret.expose()}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ user: { id: userId }, trustedOrigins }),
      // Nobody may send the secret on to another place.
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

/** Read to its end also when it is of no use, so that the connection can be used again. */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MOST_BYTES) throw failure('too long an answer');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Fault {
  readonly name: string;
  readonly code?: unknown;
  readonly cause?: Fault;
}

/** A code or a name: the libraries' texts quote headers and answers, and with them the secret or the token. */
const reasonOf = ({ name, code, cause }: Fault): string =>
  typeof code === 'string' ? code : cause === undefined ? name : reasonOf(cause);

/** The log writes codes, not messages. */
const failure = (code: string): Error => Object.assign(new Error(`Direct Line: ${code}`), { code });
