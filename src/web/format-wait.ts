/** Longer waits are shown in minutes. */
const MAX_SECONDS = 90;

/** Formats a wait, rounded up: `12 segundos`, `3 minutos`. */
export function formatWait(seconds: number, locale: string): string {
  const [amount, unit] = seconds > MAX_SECONDS ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(amount));
}
