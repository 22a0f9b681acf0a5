/** `waiting`: ready to run. `delayed`: scheduled for later. `active`: running. A shared queue counts the jobs of all processes. */
export interface JobCounts {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
}

export interface JobCounter {
  /** @throws Unavailable */
  count(): Promise<JobCounts>;
}
