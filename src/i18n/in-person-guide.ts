import { z } from 'zod';
import guide from '../../locales/in-person.json';
import { LOCALES, type Locale } from '../domain/locale';

/** What to bring and where to finish the partly in-person procedure, in one language. */
export type InPersonGuide = (locale: Locale) => {
  readonly appointment: string;
  readonly documents: readonly { readonly title: string; readonly url?: string }[];
};

/**
 * `locales/in-person.json` is edited by people who know the procedure, not by programmers, so it is checked as it is read. `verified` says
 * whether the institution has confirmed the document, `asOf` when it was last looked at.
 */
const Guide = z.strictObject({
  appointment: z.url({ protocol: /^https$/ }),
  documents: z
    .array(
      z.strictObject({
        title: z.record(z.enum(LOCALES), z.string().min(1)),
        /** Where a form is to be had; papers the person has already need none. */
        url: z.url({ protocol: /^https$/ }).optional(),
        verified: z.boolean(),
        asOf: z.iso.date(),
      }),
    )
    .min(1),
});

export function createInPersonGuide(): InPersonGuide {
  const { appointment, documents } = Guide.parse(guide);
  return (locale) => ({ appointment, documents: documents.map(({ title, url }) => ({ title: title[locale], url })) });
}

/** In Markdown, with the way to its form. */
export const formatDocumentLink = ({ title, url }: ReturnType<InPersonGuide>['documents'][number]): string =>
  url === undefined ? title : `[${title}](${url})`;
