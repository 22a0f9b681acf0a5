import type { Observer, Subscribable } from './web-chat';

export interface ReplaySubject<T> extends Subscribable<T> {
  next(value: T): void;
}

/** Emits all values, from the first on, to every subscriber, however late it subscribes. */
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

/** Runs `work` on each subscription and emits its result. */
export const fromPromise = <T>(work: () => Promise<T>): Subscribable<T> => ({
  subscribe(observer) {
    let isSubscribed = true;
    work().then(
      (value) => {
        if (!isSubscribed) return;
        observer.next?.(value);
        observer.complete?.();
      },
      (error: unknown) => {
        if (isSubscribed) observer.error?.(error);
      },
    );
    return {
      unsubscribe() {
        isSubscribed = false;
      },
    };
  },
});
