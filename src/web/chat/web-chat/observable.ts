import type { Observer, Subscribable } from './web-chat';

export interface ReplaySubject<T> extends Subscribable<T> {
  next(value: T): void;
}

/** Tells everything, from the first value on, to whoever subscribes whenever. */
export function createReplaySubject<T>(): ReplaySubject<T> {
  const past: T[] = [];
  const observers = new Set<Observer<T>>();

  return {
    next(value) {
      past.push(value);
      for (const observer of observers) observer.next?.(value);
    },
    subscribe(observer) {
      for (const value of past) observer.next?.(value);
      observers.add(observer);
      return {
        unsubscribe() {
          observers.delete(observer);
        },
      };
    },
  };
}

/** Does its work when somebody subscribes. */
export const fromPromise = <T>(work: () => Promise<T>): Subscribable<T> => ({
  subscribe(observer) {
    let isWanted = true;
    work().then(
      (value) => {
        if (!isWanted) return;
        observer.next?.(value);
        observer.complete?.();
      },
      (error: unknown) => {
        if (isWanted) observer.error?.(error);
      },
    );
    return {
      unsubscribe() {
        isWanted = false;
      },
    };
  },
});
