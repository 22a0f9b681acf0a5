/** Runs work under a name; whoever asks for the same while it is under way gets its outcome instead of waiting behind it. */
export function createSingleFlight(): (name: string, work: () => Promise<void>) => Promise<void> {
  const underWay = new Map<string, Promise<void>>();

  return (name, work) => {
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const outcome = work().finally(() => {
      underWay.delete(name);
    });
    underWay.set(name, outcome);
    return outcome;
  };
}
