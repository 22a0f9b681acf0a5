import { describeStolenDump } from '../e2e/suites/stolen-dump';

describeStolenDump(1_000_000);
