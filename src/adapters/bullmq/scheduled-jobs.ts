/** The jobs that this process scheduled and that are not due yet. */
export interface ScheduledJobs {
  add(id: string, ms: number): void;
  /** Removes the job. Returns whether it was there. */
  take(id: string): boolean;
  clear(): void;
}

export function createScheduledJobs(): ScheduledJobs {
  const timers = new Map<string, NodeJS.Timeout>();

  function take(id: string): boolean {
    clearTimeout(timers.get(id));
    return timers.delete(id);
  }

  return {
    add(id, ms) {
      timers.set(id, setTimeout(() => timers.delete(id), ms).unref());
    },

    take,

    clear() {
      [...timers.keys()].forEach(take);
    },
  };
}
