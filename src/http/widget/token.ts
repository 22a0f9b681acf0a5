import type { ChatDesk } from '../../ports/chat-tokens';
import { sendJson } from '../answer';
import { allowOrigin, preflightRoute, type OriginRules } from '../cors';
import type { Route } from '../route';

export interface TokenOptions extends OriginRules {
  readonly desk: ChatDesk;
}

const PATH = '/api/token';

/** Where the widget gets a conversation of its own. Whatever the request says is not read: a visitor has no say in who they are. */
export const tokenRoutes = (options: TokenOptions): readonly Route[] => [
  preflightRoute(PATH, options),
  {
    method: 'POST',
    path: PATH,
    async handle(request, response) {
      // The origin alone decides: browsers name it on every POST, and `Sec-Fetch-Site` cannot tell a friend's page from a stranger's.
      allowOrigin(options, request, response);
      const { token, expiresIn, conversationId, userId, domain } = await options.desk.invite();
      sendJson(response, { token, expires_in: expiresIn, conversationId, userId, domain });
    },
  },
];
