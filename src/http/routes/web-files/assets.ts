import { sendResponse } from '../../server/responses';
import type { Route } from '../../server/route';
import type { Asset, WebFiles } from './web-files';

const TEN_MINUTES = 600;
const YEAR = 31_536_000;

/** Routes of scripts, styles and their licences. */
export const assetRoutes = ({ assets }: WebFiles): readonly Route[] =>
  assets.map((asset) => assetRoute(asset, { 'Cache-Control': cacheControlOf(asset) }));

/** A name with a hash changes with the file's content, so browsers may cache the file for good. */
const cacheControlOf = ({ path }: Asset): string =>
  /-\w{8}\.\w+$/.test(path) ? `public, max-age=${YEAR}, immutable` : `public, max-age=${TEN_MINUTES}`;

/** Serves one file in the best compression that the browser accepts. */
export const assetRoute = (asset: Asset, headers: Readonly<Record<string, string>>): Route => ({
  method: 'GET',
  path: asset.path,
  handle(request, response) {
    const { body, encoding } = negotiate(asset, request.headers['accept-encoding']?.toString() ?? '');
    const all = { ...headers, Vary: 'Accept-Encoding', ...(encoding && { 'Content-Encoding': encoding }) };
    sendResponse(response, { status: 200, type: asset.type, body, headers: all });
    return Promise.resolve();
  },
});

function negotiate({ brotli, gzip, plain }: Asset, accepted: string) {
  const weights = readWeights(accepted);
  const isAccepted = (coding: string) => (weights.get(coding) ?? weights.get('*') ?? 0) > 0;
  if (isAccepted('br')) return { body: brotli, encoding: 'br' };
  if (isAccepted('gzip')) return { body: gzip, encoding: 'gzip' };
  return { body: plain };
}

/** Returns the weight of each coding in `Accept-Encoding`: 0 rejects it, and `*` stands for all others (RFC 9110, 12.5.3). */
function readWeights(accepted: string): ReadonlyMap<string, number> {
  const codings = accepted.toLowerCase().split(',');
  return new Map(
    codings.map((one) => {
      const [coding = '', ...parameters] = one.split(';').map((part) => part.trim());
      const weight = parameters.find((part) => part.startsWith('q='))?.slice(2);
      return [coding, Number(weight ?? 1)];
    }),
  );
}
