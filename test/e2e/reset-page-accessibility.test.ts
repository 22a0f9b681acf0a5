import { describeResetPageAccessibility } from './suites/reset-page-accessibility';

describeResetPageAccessibility(['light']);
