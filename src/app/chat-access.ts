import { createAzureTokenIssuer } from '../adapters/azure/direct-line-token-issuer';
import { createBuiltInTokenIssuer } from '../adapters/direct-line/built-in-token-issuer';
import { createJoseChannelAuthenticator } from '../adapters/jose/channel-authenticator';
import { createJoseChatTokens } from '../adapters/jose/chat-tokens';
import { createMemoryRateLimits } from '../adapters/rate-limiter/memory-rate-limits';
import type { Config } from '../config/config';
import type { ChannelAuthenticator } from '../ports/chat/channel-authenticator';
import type { Clock, Random } from '../ports/system';
import type { KeyRing } from '../ports/security/key-ring';
import { channelAuthenticationRules, chatLimits } from '../policy/chat';
import { rateLimitRules } from '../policy/rate-limits';

/**
 * Opens what the bot checks of a channel. `callers` is absent in Emulator mode, where requests carry no token. Invitations to groups are
 * counted in this process alone.
 */
export function openChannelAccess(
  { bot }: Config,
  { clock, keyRing }: { readonly clock: Clock; readonly keyRing: KeyRing },
) {
  const appId = bot.MicrosoftAppId;
  const callers: ChannelAuthenticator | undefined =
    appId === '' ? undefined : createJoseChannelAuthenticator({ appId, clock, rules: channelAuthenticationRules });
  return { callers, invitationLimits: createMemoryRateLimits({ keyRing, rules: rateLimitRules }) };
}

/** Opens the issuer of the website's chat tokens. `tokens` verifies those of the built-in Direct Line; Azure verifies its own. */
export function openTokenIssuer(config: Config, { clock, random }: { readonly clock: Clock; readonly random: Random }) {
  const { directLineSecret: secret, publicUrl, secretKeys, widgetOrigins } = config;
  const lifetimes = { conversation: chatLimits.token, stream: chatLimits.streamTicket };
  const tokens = createJoseChatTokens({ secretKeys, clock, random, lifetimes });
  if (secret === undefined) {
    return { kind: 'built-in', tokens, issuer: createBuiltInTokenIssuer({ tokens, random, publicUrl }) } as const;
  }
  const trustedOrigins = [new URL(publicUrl).origin, ...widgetOrigins];
  return { kind: 'azure', tokens, issuer: createAzureTokenIssuer({ secret, trustedOrigins, random }) } as const;
}
