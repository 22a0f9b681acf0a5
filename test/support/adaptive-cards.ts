import { createRequire } from 'node:module';
import type * as Library from 'adaptivecards';

/** Microsoft's own renderer, as one bundle: its parts are modules that Node cannot load one by one. */
export const AdaptiveCards = createRequire(__filename)('adaptivecards/dist/adaptivecards.js') as typeof Library;
