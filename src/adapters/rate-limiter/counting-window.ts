/** The state of a count. */
export interface WindowState {
  readonly charged: number;
  /** Time until the window ends; 0 before it begins. */
  readonly msLeft: number;
}

/** Keeps counts by name, all of one window length. A window begins with its first charge. Every method throws Unavailable. */
export interface CountingWindow {
  charge(name: string): Promise<WindowState>;
  /** Reads the count without a charge. */
  peek(name: string): Promise<WindowState>;
  /** Undoes a charge. `charged` is -1 when there was none to undo, for instance because the window has ended. */
  refund(name: string): Promise<WindowState>;
  /** Sets the count so high for `ms` that every charge is refused. */
  block(name: string, ms: number): Promise<void>;
}

/** How many charges one window allows. */
export interface WindowRule {
  readonly most: number;
  /** In ms. */
  readonly per: number;
}

/** Far above what concurrent refunds could take from a blocked count. */
export const BLOCKING_CHARGES = 1_000_000;
