/** What a mail asks the person to do. */
export type MailPurpose =
  | { readonly kind: 'copy-code'; readonly code: string }
  | { readonly kind: 'open-link'; readonly href: string }
  | { readonly kind: 'read' };

/** A code in the form of our mails: two groups on a line of its own. A telephone number is always part of a sentence. */
const CODE = /^\s*(\d{3,4} \d{3,4})\s*$/m;
/** The reset link, also on a line of its own. */
const LINK = /^\s*(https?:\/\/\S+\/restablecer(?:\?lang=\w+)?#t=\S+)\s*$/m;

/** Finds the purpose in the text part of a mail. The code keeps the space between its groups. */
export function findMailPurpose(text: string): MailPurpose {
  const code = CODE.exec(text)?.[1];
  if (code !== undefined) return { kind: 'copy-code', code };
  const href = LINK.exec(text)?.[1];
  return href === undefined ? { kind: 'read' } : { kind: 'open-link', href };
}
