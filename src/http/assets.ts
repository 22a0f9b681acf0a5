import { send } from './answer';
import type { Route } from './route';
import type { Asset, WebFiles } from './web-files';

const YEAR = 31_536_000;

/** Scripts and styles. Their names change with their content, so browsers need never ask again. */
export const assetRoutes = ({ assets }: WebFiles): readonly Route[] =>
  assets.map((asset) => assetRoute(asset, { 'Cache-Control': `public, max-age=${YEAR}, immutable` }));

/** One file under its own address, as small as the browser takes it. */
export const assetRoute = (asset: Asset, headers: Readonly<Record<string, string>>): Route => ({
  method: 'GET',
  path: asset.path,
  handle(request, response) {
    const { body, encoding } = pack(asset, request.headers['accept-encoding']?.toString() ?? '');
    const all = { ...headers, Vary: 'Accept-Encoding', ...(encoding && { 'Content-Encoding': encoding }) };
    send(response, { status: 200, type: asset.type, body, headers: all });
    return Promise.resolve();
  },
});

function pack({ brotli, gzip, plain }: Asset, accepted: string) {
  if (/\bbr\b/.test(accepted)) return { body: brotli, encoding: 'br' };
  if (/\bgzip\b/.test(accepted)) return { body: gzip, encoding: 'gzip' };
  return { body: plain };
}
