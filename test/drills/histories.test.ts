import { describeHistories } from '../contract/histories';

describeHistories({ server: 120, cluster: 25 });
