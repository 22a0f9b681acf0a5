/** Runs `work` once at a time per key. A call with the key of work in flight gets the result of that work instead. */
export function createSingleFlight(): (key: string, work: () => Promise<void>) => Promise<void> {
  const inFlight = new Map<string, Promise<void>>();

  return (key, work) => {
    const running = inFlight.get(key);
    if (running !== undefined) return running;
    const result = work().finally(() => {
      inFlight.delete(key);
    });
    inFlight.set(key, result);
    return result;
  };
}
