import { AsyncLocalStorage } from 'node:async_hooks';
import type { Correlation, CorrelationId } from '../../ports/correlation';
import { systemRandom } from './random';

/** 12 characters: two that are the same are not to be expected in a year's log, nor ten digits on end, as in a person's number. */
const BYTES = 9;

const underWay = new AsyncLocalStorage<CorrelationId>();

const draw = () => systemRandom.token(BYTES) as CorrelationId;

export const systemCorrelation: Correlation = {
  current: () => underWay.getStore(),
  begin: (work) => underWay.run(draw(), work),
  resume: (id, work) => underWay.run(id ?? draw(), work),
};
