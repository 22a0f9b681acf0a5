/** How a count stands in its window. */
export interface WindowState {
  readonly charged: number;
  /** Until the window ends; 0 when none has begun. */
  readonly msLeft: number;
}

/** Counts of one length of window, by name. A window begins with its first charge. Every method throws Unavailable. */
export interface CountingWindow {
  charge(name: string): Promise<WindowState>;
  /** Changes nothing. */
  peek(name: string): Promise<WindowState>;
  /** Never below zero: `charged` is -1 when there was nothing to give back, as when the window ended meanwhile. */
  refund(name: string): Promise<WindowState>;
  /** Sets the count so high for `ms` that nothing is granted. */
  block(name: string, ms: number): Promise<void>;
}

/** How much one window grants. */
export interface WindowRule {
  readonly most: number;
  /** In ms. */
  readonly per: number;
}

/** Far above what charges under way could still give back to a count that is paused. */
export const BLOCKING_CHARGES = 1_000_000;
