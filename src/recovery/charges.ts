import type { Claim } from '../domain/claim';
import type { EmailAddress } from '../domain/email-address';
import { documentNumber, type IdentityDocument } from '../domain/identity-document';
import type { Origin } from '../ports/origin';
import type { Charge } from '../ports/rate-limits';

/** What is counted of whom (security parameters 6 to 9). Spelt out here alone, so that each step charges the same counts. */

export const failuresOf = ({ conversation, user }: Origin): readonly Charge[] => [
  { limit: 'conversation-failures', subject: conversation },
  { limit: 'user-failures', subject: user },
];

export const recoveriesOf = ({ conversation, user }: Origin): readonly Charge[] => [
  { limit: 'conversation-recoveries', subject: conversation },
  { limit: 'user-recoveries', subject: user },
];

/** Everything that is counted on what was typed: the same whether there is such an employer or not. */
export const typedIn = (claim: Claim): readonly Charge[] => [...ofDocument(claim), ...ofEmployer(claim)];

export const ofDocument = ({ document, ruc }: Claim): readonly Charge[] => [
  { limit: 'document-validations', subject: nameOf(document) },
  { limit: 'document-rucs', subject: nameOf(document), member: ruc },
];

export const ofEmployer = (claim: Claim): readonly Charge[] => [
  codesOf(claim),
  { limit: 'target-documents', subject: employerOf(claim), member: nameOf(claim.document) },
];

export const codesOf = (claim: Claim): Charge => ({ limit: 'target-codes', subject: employerOf(claim) });

export const mailsTo = (mailbox: EmailAddress): Charge => ({ limit: 'mailbox-mails', subject: mailbox.toLowerCase() });

/** RUC and branch. */
export const employerOf = ({ branch, ruc }: Claim): string => `${ruc}-${branch}`;

export const nameOf = (document: IdentityDocument): string => `${document.kind}:${documentNumber(document)}`;
