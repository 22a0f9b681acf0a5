/** What the person is to do with a mail. */
export type MailPurpose =
  | { readonly kind: 'copy-code'; readonly code: string }
  | { readonly kind: 'open-link'; readonly href: string }
  | { readonly kind: 'read' };

/** A code as mails print it: in two groups, on a line of its own. A telephone number stands in a sentence. */
const CODE = /^\s*(\d{3,4} \d{3,4})\s*$/m;
/** The one link that mails carry, on a line of its own too. */
const LINK = /^\s*(https?:\/\/\S+\/restablecer#t=\S+)\s*$/m;

/** Read from the text part of a mail. The code is left as it is printed. */
export function findMailPurpose(text: string): MailPurpose {
  const code = CODE.exec(text)?.[1];
  if (code !== undefined) return { kind: 'copy-code', code };
  const href = LINK.exec(text)?.[1];
  return href === undefined ? { kind: 'read' } : { kind: 'open-link', href };
}
