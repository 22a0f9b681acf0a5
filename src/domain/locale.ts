/** The languages of the service. The first one is the reference for the others. */
export const LOCALES = ['es-EC', 'en'] as const;

export type Locale = (typeof LOCALES)[number];
