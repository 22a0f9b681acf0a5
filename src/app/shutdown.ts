export interface ShutdownOptions {
  /** Aborts steps that only wait. */
  readonly skipWaits: AbortSignal;
  /** Called with the name of each step before it begins. */
  readonly onStep: (name: string) => void;
}

/** A part of the service that ends at shutdown. */
export interface ShutdownStep {
  readonly name: string;
  end(skipWaits: AbortSignal | undefined): Promise<unknown>;
}

export type Shutdown = (options?: Partial<ShutdownOptions>) => Promise<void>;

/**
 * Ends the parts one after the other, because each may need later ones. When a part fails, the others still end; then the first error is
 * thrown.
 */
export const createShutdown =
  (parts: readonly ShutdownStep[]): Shutdown =>
  async ({ skipWaits, onStep } = {}) => {
    const failures: unknown[] = [];
    for (const part of parts) {
      onStep?.(part.name);
      await part.end(skipWaits).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
