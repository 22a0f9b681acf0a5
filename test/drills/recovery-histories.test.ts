import { describeHistories } from '../contract/suites/recovery-histories';

describeHistories({ server: 120, cluster: 25 });
