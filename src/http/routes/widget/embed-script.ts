import { assetRoute } from '../web-files/assets';
import type { Route } from '../../server/route';
import type { WebFiles } from '../web-files/web-files';

const TEN_MINUTES = 600;
const DAY = 86_400;

/**
 * The script that institutions embed. Its address never changes, so a new version reaches their visitors within minutes; and it is made to be
 * loaded by other sites' pages.
 */
export const embedScriptRoute = ({ embedScript }: WebFiles): Route =>
  assetRoute(embedScript, {
    'Cache-Control': `public, max-age=${TEN_MINUTES}, stale-while-revalidate=${DAY}`,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
