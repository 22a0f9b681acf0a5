import { assetRoute } from '../assets';
import type { Route } from '../route';
import type { WebFiles } from '../web-files';

const TEN_MINUTES = 600;
const DAY = 86_400;

/**
 * The script that institutions embed. Its address never changes, so a new version reaches their visitors within minutes; and it is made to be
 * loaded by other sites' pages.
 */
export const embedScriptRoute = ({ embed }: WebFiles): Route =>
  assetRoute(embed, {
    'Cache-Control': `public, max-age=${TEN_MINUTES}, stale-while-revalidate=${DAY}`,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
