import { send } from './answer';
import type { Route } from './route';
import type { Asset, WebFiles } from './web-files';

const YEAR = 31_536_000;

/** Scripts and styles. Their names change with their content, so browsers need never ask again. */
export const assetRoutes = ({ assets }: WebFiles): readonly Route[] => assets.map(assetRoute);

function assetRoute({ path, type, plain, brotli }: Asset): Route {
  const headers = { 'Cache-Control': `public, max-age=${YEAR}, immutable`, Vary: 'Accept-Encoding' };
  return {
    method: 'GET',
    path,
    handle(request, response) {
      const takesBrotli = /\bbr\b/.test(request.headers['accept-encoding']?.toString() ?? '');
      if (takesBrotli)
        send(response, { status: 200, type, body: brotli, headers: { ...headers, 'Content-Encoding': 'br' } });
      else send(response, { status: 200, type, body: plain, headers });
      return Promise.resolve();
    },
  };
}
