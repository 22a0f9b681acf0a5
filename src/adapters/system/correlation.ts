import { AsyncLocalStorage } from 'node:async_hooks';
import type { Correlation, CorrelationId } from '../../ports/correlation';
import { systemRandom } from './random';

/** 12 characters: in a year's log no two are the same, and none has as many digits on end as a person's number. */
const BYTES = 9;

const underWay = new AsyncLocalStorage<CorrelationId>();

const draw = () => systemRandom.token(BYTES) as CorrelationId;

export const systemCorrelation: Correlation = {
  current: () => underWay.getStore(),
  begin: (work) => underWay.run(draw(), work),
  resume: (id, work) => underWay.run(id ?? draw(), work),
};
