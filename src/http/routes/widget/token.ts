import type { TokenIssuer } from '../../../ports/chat/chat-tokens';
import type { LimitByAddress } from '../../guards/address-limits';
import { sendJson } from '../../server/responses';
import { requireAllowedOrigin, preflightRoute, type OriginRules } from '../../guards/origins';
import type { Route } from '../../server/route';

export interface TokenRouteOptions extends OriginRules {
  readonly issuer: TokenIssuer;
  readonly limitByAddress: LimitByAddress;
}

const PATH = '/api/token';

/** Issues a token with a new conversation and visitor id to the widget. The body is ignored, so that a visitor cannot choose an identity. */
export const tokenRoutes = (options: TokenRouteOptions): readonly Route[] => [
  preflightRoute(PATH, options),
  {
    method: 'POST',
    path: PATH,
    async handle(request, response) {
      requireAllowedOrigin(options, request, response);
      await options.limitByAddress('address-tokens', request);
      const { token, expiresIn, conversationId, userId, domain } = await options.issuer.issue();
      sendJson(response, { token, expires_in: expiresIn, conversationId, userId, domain });
    },
  },
];
