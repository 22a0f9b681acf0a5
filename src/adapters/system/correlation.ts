import { AsyncLocalStorage } from 'node:async_hooks';
import type { Correlation, CorrelationId } from '../../ports/system';
import { systemRandom } from './random';

/** Gives 12 characters: enough to make a repetition within a year's log, or ten digits in a row as in an ID, improbable. */
const BYTES = 9;

const storage = new AsyncLocalStorage<CorrelationId>();

const draw = () => systemRandom.token(BYTES) as CorrelationId;

export const systemCorrelation: Correlation = {
  current: () => storage.getStore(),
  begin: (work) => storage.run(draw(), work),
  resume: (id, work) => storage.run(id ?? draw(), work),
};
