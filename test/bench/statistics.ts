export const median = (values: readonly number[]): number => percentile(values, 50);

/** The value that `percent` of all values do not exceed; of an even number's two middle ones the lower. NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}
