import { describeCodes } from './recovery-store-codes';
import { describeFailures } from './recovery-store-failures';
import { describeJobs } from './recovery-store-jobs';
import { describeLinks } from './recovery-store-links';
import { describeMails } from './recovery-store-mails';
import { describeNames } from './recovery-store-names';
import { describePauses } from './recovery-store-pauses';
import { describeStages } from './recovery-store-stages';
import type { RecoveryStoreHarness } from './recovery-store-world';

/** What every recovery store must do, whatever it is made of. */
export function describeRecoveryStore(name: string, harness: () => RecoveryStoreHarness): void {
  describe(`${name} recovery store`, () => {
    describeStages(harness);
    describeCodes(harness);
    describeFailures(harness);
    describePauses(harness);
    describeMails(harness);
    describeLinks(harness);
    describeJobs(harness);
    describeNames(harness);
  });
}
