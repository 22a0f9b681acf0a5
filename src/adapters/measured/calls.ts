import { Unavailable } from '../../ports/errors';
import type { DependencyName, Measurements } from '../../ports/measurements';

/** The methods of a port that answer later. */
export type Operation<Port> = {
  [Name in keyof Port]: Port[Name] extends (...given: never[]) => Promise<unknown> ? Name : never;
}[keyof Port] &
  string;

export interface Measured<Port> {
  readonly dependency: DependencyName;
  readonly operations: readonly Operation<Port>[];
}

/** The same port; how long these operations take is taken down. What they answer and throw is left alone. */
export function measured<Port extends object>(port: Port, what: Measured<Port>, measurements: Measurements): Port {
  const { dependency, operations } = what;
  const timed = operations.map((operation) => {
    const perform = port[operation] as (...given: unknown[]) => Promise<unknown>;
    return [
      operation,
      (...given: unknown[]) => timing(measurements, { dependency, operation }, () => perform.apply(port, given)),
    ];
  });
  return { ...port, ...(Object.fromEntries(timed) as Partial<Port>) };
}

interface Call {
  readonly dependency: DependencyName;
  readonly operation: string;
}

/** One call, timed. */
export function timing<T>(measurements: Measurements, call: Call, perform: () => Promise<T>): Promise<T> {
  const elapsed = measurements.stopwatch();
  const end = (outcome: 'answered' | 'unavailable' | 'failed') => {
    measurements.take({ measured: 'call', ...call, outcome, ms: elapsed() });
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
