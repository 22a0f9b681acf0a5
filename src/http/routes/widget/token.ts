import type { TokenIssuer } from '../../../ports/chat/chat-tokens';
import type { LimitByAddress } from '../../guards/address-limits';
import { sendJson } from '../../server/responses';
import { requireAllowedOrigin, preflightRoute, type OriginRules } from '../../guards/origins';
import type { Route } from '../../server/route';

export interface TokenRouteOptions extends OriginRules {
  readonly desk: TokenIssuer;
  readonly limitByAddress: LimitByAddress;
}

const PATH = '/api/token';

/** Where the widget gets a conversation of its own; there is no other way to one. Whatever the request says is not read: a visitor has no say in who they are. */
export const tokenRoutes = (options: TokenRouteOptions): readonly Route[] => [
  preflightRoute(PATH, options),
  {
    method: 'POST',
    path: PATH,
    async handle(request, response) {
      requireAllowedOrigin(options, request, response);
      await options.limitByAddress('address-tokens', request);
      const { token, expiresIn, conversationId, userId, domain } = await options.desk.issue();
      sendJson(response, { token, expires_in: expiresIn, conversationId, userId, domain });
    },
  },
];
