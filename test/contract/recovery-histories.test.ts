import { describeHistories } from './suites/recovery-histories';

// A sixth of what `npm run test:drills` goes through.
describeHistories({ server: 20, cluster: 10 });
