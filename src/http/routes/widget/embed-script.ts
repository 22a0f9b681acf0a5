import { assetRoute } from '../web-files/assets';
import type { Route } from '../../server/route';
import type { WebFiles } from '../web-files/web-files';

const TEN_MINUTES = 600;
const DAY = 86_400;

/**
 * Serves the script that institutions embed. Its path never changes, so it is cached for minutes only, and pages of other origins may load
 * it.
 */
export const embedScriptRoute = ({ embedScript }: WebFiles): Route =>
  assetRoute(embedScript, {
    'Cache-Control': `public, max-age=${TEN_MINUTES}, stale-while-revalidate=${DAY}`,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
