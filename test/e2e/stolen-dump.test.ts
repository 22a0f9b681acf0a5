import { describeStolenDump } from './suites/stolen-dump';

describeStolenDump(10_000);
