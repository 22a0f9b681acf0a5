/** How long to wait, in ms, or the signal that ends the wait. */
export type TimeLimit = number | AbortSignal;

/**
 * Returns what `work` resolves to, or what `onTimeout` returns when the limit is reached first; an error of either is passed on.
 * Work given as a function also receives `expired`, which settles as `onTimeout` does: racing against it stops the work at the limit.
 * Otherwise the work goes on, and its late result or error is dropped. A pending limit does not keep the process alive.
 */
export async function withTimeout<T, Late>(
  limit: TimeLimit,
  work: Promise<T> | ((expired: Promise<Late>) => Promise<T>),
  onTimeout: () => Late,
): Promise<T | Late> {
  let stop: () => void = () => undefined;
  const expired = new Promise<void>((resolve) => {
    stop = startLimit(limit, resolve);
  }).then(onTimeout);
  // Handles the error of `onTimeout` also when the work ends at the same moment, or throws before it waits for anything.
  expired.catch(() => undefined);
  try {
    return await Promise.race([typeof work === 'function' ? work(expired) : work, expired]);
  } finally {
    stop();
  }
}

function startLimit(limit: TimeLimit, end: () => void): () => void {
  if (typeof limit === 'number') {
    const timer = setTimeout(end, limit).unref();
    return () => {
      clearTimeout(timer);
    };
  }
  limit.addEventListener('abort', end, { once: true });
  if (limit.aborted) end();
  return () => {
    limit.removeEventListener('abort', end);
  };
}
