/** `waiting` for somebody to do them, `delayed` until their time, `active`: being done. All processes together where they share them. */
export interface JobCounts {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
}

export interface JobCounter {
  /** @throws Unavailable */
  count(): Promise<JobCounts>;
}
