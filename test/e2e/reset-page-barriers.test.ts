import { describeResetPageBarriers } from './suites/reset-page-barriers';

describeResetPageBarriers(['light']);
