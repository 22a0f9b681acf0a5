import { Unavailable } from '../../ports/errors';
import type { DependencyName, MetricsRecorder } from '../../ports/monitoring/measurements';

/** The methods of a port that answer later. */
export type AsyncOperation<Port> = {
  [Name in keyof Port]: Port[Name] extends (...given: never[]) => Promise<unknown> ? Name : never;
}[keyof Port] &
  string;

export interface MeasuredCalls<Port> {
  readonly dependency: DependencyName;
  readonly operations: readonly AsyncOperation<Port>[];
}

/** The same port; how long these operations take is taken down. What they answer and throw is left alone. */
export function measurePort<Port extends object>(
  port: Port,
  what: MeasuredCalls<Port>,
  measurements: MetricsRecorder,
): Port {
  const { dependency, operations } = what;
  const timed = operations.map((operation) => {
    const perform = port[operation] as (...given: unknown[]) => Promise<unknown>;
    return [
      operation,
      (...given: unknown[]) => measureCall(measurements, { dependency, operation }, () => perform.apply(port, given)),
    ];
  });
  return { ...port, ...(Object.fromEntries(timed) as Partial<Port>) };
}

interface Call {
  readonly dependency: DependencyName;
  readonly operation: string;
}

/** One call, timed. */
export function measureCall<T>(measurements: MetricsRecorder, call: Call, perform: () => Promise<T>): Promise<T> {
  const elapsed = measurements.startTimer();
  const end = (outcome: 'answered' | 'unavailable' | 'failed') => {
    measurements.record({ measured: 'call', ...call, outcome, ms: elapsed() });
  };
  const answer = perform();
  answer.then(
    () => {
      end('answered');
    },
    (error: unknown) => {
      end(error instanceof Unavailable ? 'unavailable' : 'failed');
    },
  );
  return answer;
}
