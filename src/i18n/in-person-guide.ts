import { z } from 'zod';
import guide from '../../locales/in-person.json';
import { LOCALES, type Locale } from '../domain/locale';

/** Returns, in one language, the documents to bring to the in-person procedure and where to make an appointment. */
export type InPersonGuide = (locale: Locale) => {
  readonly appointment: string;
  readonly documents: readonly { readonly title: string; readonly url?: string }[];
};

/**
 * The format of `locales/in-person.json`, checked at start, because people without a compiler edit that file. `verified`: the institution
 * has confirmed the document. `asOf`: the day of the last check.
 */
const Guide = z.strictObject({
  appointment: z.url({ protocol: /^https$/ }),
  documents: z
    .array(
      z.strictObject({
        title: z.record(z.enum(LOCALES), z.string().min(1)),
        /** Address of a form; absent for documents that the person already has. */
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

/** Returns the title in Markdown, linked to the form if there is one. */
export const formatDocumentLink = ({ title, url }: ReturnType<InPersonGuide>['documents'][number]): string =>
  url === undefined ? title : `[${title}](${url})`;
