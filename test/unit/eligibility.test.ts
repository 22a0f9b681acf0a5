import { judgeEligibility } from '../../src/domain/employer/eligibility';
import type { EmailAddress } from '../../src/domain/mail/email-address';
import type { EmployerId, EmployerRecord } from '../../src/domain/employer/employer';

const employer: EmployerRecord = {
  id: 'employer-1' as EmployerId,
  legalName: 'Empresa de Ejemplo S.A.',
  mailbox: 'jose@example.com' as EmailAddress,
  rucState: 'active',
  key: 'issued',
  credentialVersion: 3,
};

describe('eligibility for online recovery', () => {
  it('allows online recovery for an employer with a key, an active RUC and a mailbox', () => {
    expect(judgeEligibility(employer)).toEqual({ kind: 'eligible', mailbox: 'jose@example.com' });
  });

  it.each([
    ['first-key', { key: 'never-issued' }],
    ['ruc-inactive', { rucState: 'suspended' }],
    ['ruc-inactive', { rucState: 'closed' }],
    ['no-mailbox', { mailbox: undefined }],
    ['first-key', { key: 'never-issued', rucState: 'closed', mailbox: undefined }],
    ['ruc-inactive', { rucState: 'closed', mailbox: undefined }],
  ] as const)('sends the employer to the in-person procedure for %s: %j', (cause, change) => {
    expect(judgeEligibility({ ...employer, ...change })).toEqual({ kind: 'ineligible', cause });
  });
});
