import type { Claim } from '../../domain/claim/claim';
import { documentNumber, type IdentityDocument } from '../../domain/claim/identity-document';
import type { EmailAddress } from '../../domain/mail/email-address';
import type { SenderAccount } from '../../ports/chat/sender-account';
import type { Charge } from '../../ports/security/rate-limits';

/* The keys under which each limit counts, defined here alone so that every step charges the same counts. */

export const failureCharges = ({ conversation, user }: SenderAccount): readonly Charge[] => [
  { limit: 'conversation-failures', key: conversation },
  { limit: 'user-failures', key: user },
];

export const recoveryCharges = ({ conversation, user }: SenderAccount): readonly Charge[] => [
  { limit: 'conversation-recoveries', key: conversation },
  { limit: 'user-recoveries', key: user },
];

/** Everything counted on what was typed: the same whether such an employer exists or not. */
export const claimCharges = (claim: Claim): readonly Charge[] => [
  ...documentCharges(claim),
  targetDocumentCharge(claim),
  codeCharge(claim),
];

export const documentCharges = ({ document, ruc }: Claim): readonly Charge[] => [
  { limit: 'document-validations', key: documentKey(document) },
  { limit: 'document-rucs', key: documentKey(document), member: ruc },
];

export const targetDocumentCharge = (claim: Claim): Charge => ({
  limit: 'target-documents',
  key: employerKey(claim),
  member: documentKey(claim.document),
});

export const codeCharge = (claim: Claim): Charge => ({ limit: 'target-codes', key: employerKey(claim) });

export const mailboxCharge = (mailbox: EmailAddress): Charge => ({
  limit: 'mailbox-mails',
  key: mailbox.toLowerCase(),
});

/** RUC and branch. */
export const employerKey = ({ branch, ruc }: Claim): string => `${ruc}-${branch}`;

export const documentKey = (document: IdentityDocument): string => `${document.kind}:${documentNumber(document)}`;
