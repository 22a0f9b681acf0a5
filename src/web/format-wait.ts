/** Up to here seconds are what people count in. */
const MOST_SECONDS = 90;

/** How long to wait, in words and never too short: `12 segundos`, `3 minutos`. */
export function formatWait(seconds: number, locale: string): string {
  const [amount, unit] = seconds > MOST_SECONDS ? [seconds / 60, 'minute'] : [seconds, 'second'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(amount));
}
