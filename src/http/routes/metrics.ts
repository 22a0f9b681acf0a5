import type { Sensitive } from '../../domain/sensitive';
import { sendResponse } from '../server/responses';
import { createRequireSecret } from '../guards/bearer-secret';
import type { Route } from '../server/route';

/** Who may read the metrics. `none`: the route does not exist. */
export type MetricsReaders =
  { readonly kind: 'bearer'; readonly token: Sensitive<string> } | { readonly kind: 'anyone' | 'none' };

export interface MetricsOptions {
  readonly readers: MetricsReaders;
  readonly scrape: () => Promise<{ readonly type: string; readonly text: string }>;
}

/** `GET /metrics`, for operators. Protected because the figures reveal how many people use the service, and when. */
export function metricsRoutes({ readers, scrape }: MetricsOptions): readonly Route[] {
  if (readers.kind === 'none') return [];
  const requireReader = readers.kind === 'bearer' ? createRequireSecret(readers.token) : () => undefined;
  return [
    {
      method: 'GET',
      path: '/metrics',
      async handle(request, response) {
        requireReader(request, ['correct']);
        const { text, type } = await scrape();
        sendResponse(response, { status: 200, type, body: text, headers: {} });
      },
    },
  ];
}
