import { describeChatPageAccessibility } from '../e2e/suites/chat-page-accessibility';
import { describeDemoPageAccessibility } from '../e2e/suites/demo-page-accessibility';
import { describeMailboxAccessibility } from '../e2e/suites/mailbox-accessibility';
import { describeResetPageAccessibility } from '../e2e/suites/reset-page-accessibility';
import { describeRateLimitedAccessibility } from '../e2e/suites/rate-limited-accessibility';
import { describeWidgetAccessibility } from '../e2e/suites/widget-accessibility';

// Checks every page in the colour schemes and sizes that `npm test` leaves out.
describeChatPageAccessibility(['dark']);
describeDemoPageAccessibility(['dark']);
describeMailboxAccessibility([
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
]);
describeResetPageAccessibility(['dark']);
describeRateLimitedAccessibility(['a phone in dark colours', 'a desktop']);
describeWidgetAccessibility(['dark']);
