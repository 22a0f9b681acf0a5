/** How a count stands in its window. */
export interface Standing {
  readonly charged: number;
  /** Until the window ends; 0 when none has begun. */
  readonly msLeft: number;
}

/** Counts of one length of window, by name. A window begins with its first charge. Every method throws Unavailable. */
export interface Window {
  charge(name: string): Promise<Standing>;
  /** Changes nothing. */
  look(name: string): Promise<Standing>;
  /** Never below zero: `charged` is -1 when there was nothing to give back, as when the window ended meanwhile. */
  refund(name: string): Promise<Standing>;
  /** Sets the count so high for `ms` that nothing is granted. */
  pause(name: string, ms: number): Promise<void>;
}

/** How much one window grants. */
export interface Grant {
  readonly most: number;
  /** In ms. */
  readonly per: number;
}

/** Far above what charges under way could still give back to a count that is paused. */
export const PAUSED = 1_000_000;
