import type { ChatDesk } from '../../ports/chat-tokens';
import type { CountByAddress } from '../address-limits';
import { sendJson } from '../answer';
import { allowOrigin, preflightRoute, type OriginRules } from '../cors';
import type { Route } from '../route';

export interface TokenOptions extends OriginRules {
  readonly desk: ChatDesk;
  readonly countByAddress: CountByAddress;
}

const PATH = '/api/token';

/** Where the widget gets a conversation of its own; there is no other way to one. Whatever the request says is not read: a visitor has no say in who they are. */
export const tokenRoutes = (options: TokenOptions): readonly Route[] => [
  preflightRoute(PATH, options),
  {
    method: 'POST',
    path: PATH,
    async handle(request, response) {
      allowOrigin(options, request, response);
      await options.countByAddress('address-tokens', request);
      const { token, expiresIn, conversationId, userId, domain } = await options.desk.invite();
      sendJson(response, { token, expires_in: expiresIn, conversationId, userId, domain });
    },
  },
];
