/** The languages the service speaks; the first is the reference. */
export const LOCALES = ['es-EC', 'en'] as const;

export type Locale = (typeof LOCALES)[number];
