export interface ShutdownOptions {
  /** Aborts: whatever only waits, waits no longer. */
  readonly hurry: AbortSignal;
  /** Hears which part of the service ends next. */
  readonly onStep: (name: string) => void;
}

/** A part of the service that is to end. */
export interface ShutdownStep {
  readonly name: string;
  end(hurry: AbortSignal | undefined): Promise<unknown>;
}

export type Shutdown = (options?: Partial<ShutdownOptions>) => Promise<void>;

/**
 * Ends one part after the other, in this order: each may need those behind it. Also when one fails, the others end; then it throws what
 * the first of them threw.
 */
export const createShutdown =
  (parts: readonly ShutdownStep[]): Shutdown =>
  async ({ hurry, onStep } = {}) => {
    const failures: unknown[] = [];
    for (const part of parts) {
      onStep?.(part.name);
      await part.end(hurry).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
