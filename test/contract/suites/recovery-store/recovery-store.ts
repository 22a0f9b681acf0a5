import { describeCodeAttempts } from './codes';
import { describeLockouts } from './lockouts';
import { describeMailJobs } from './mail-jobs';
import { describeResetLinks } from './links';
import { describeMailNotifications } from './mail-notifications';
import { describeMailRequests } from './mails';
import { describeTargetNames } from './target-names';
import { describeSuspensions } from './suspensions';
import { describeRecoveryStages } from './stages';
import type { RecoveryStoreHarness } from './harness';

/** The contract of every recovery store. */
export function describeRecoveryStore(name: string, harness: () => RecoveryStoreHarness): void {
  describe(`${name}: recovery store`, () => {
    describeRecoveryStages(harness);
    describeCodeAttempts(harness);
    describeLockouts(harness);
    describeSuspensions(harness);
    describeMailRequests(harness);
    describeMailNotifications(harness);
    describeResetLinks(harness);
    describeMailJobs(harness);
    describeTargetNames(harness);
  });
}
