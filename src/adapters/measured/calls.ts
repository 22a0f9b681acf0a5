import { Unavailable } from '../../ports/errors';
import type { DependencyName, MetricsRecorder } from '../../ports/monitoring/measurements';

/** The methods of a port that return a promise. */
export type AsyncOperation<Port> = {
  [Name in keyof Port]: Port[Name] extends (...args: never[]) => Promise<unknown> ? Name : never;
}[keyof Port] &
  string;

export interface MeasuredPort<Port> {
  readonly dependency: DependencyName;
  /** Operations that are no calls of the dependency, or not worth a time series: health checks, waits, and closing. */
  readonly except?: readonly AsyncOperation<Port>[];
}

/** Returns the same port with each of its asynchronous operations timed. Results and errors are passed on unchanged. */
export function measurePort<Port extends object>(
  port: Port,
  { dependency, except = [] }: MeasuredPort<Port>,
  metrics: MetricsRecorder,
): Port {
  const excluded: readonly string[] = except;
  const timed = Object.entries(port).map(([operation, member]: [string, unknown]) => {
    if (typeof member !== 'function' || excluded.includes(operation)) return [operation, member];
    const perform = (...args: unknown[]): unknown => Reflect.apply(member, port, args);
    return [operation, (...args: unknown[]) => measureCall(metrics, { dependency, operation }, () => perform(...args))];
  });
  return Object.fromEntries(timed) as Port;
}

interface Call {
  readonly dependency: DependencyName;
  readonly operation: string;
}

/** Times one call from its start until its promise settles. A call that returns no promise is not recorded. */
export function measureCall<T>(metrics: MetricsRecorder, call: Call, perform: () => T): T {
  const elapsed = metrics.startTimer();
  const record = (outcome: 'answered' | 'unavailable' | 'failed') => {
    metrics.record({ measured: 'call', ...call, outcome, ms: elapsed() });
  };
  const result = perform();
  if (result instanceof Promise) {
    result.then(
      () => {
        record('answered');
      },
      (error: unknown) => {
        record(error instanceof Unavailable ? 'unavailable' : 'failed');
      },
    );
  }
  return result;
}
