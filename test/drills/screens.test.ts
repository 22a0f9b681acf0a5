import { describeChatPageBarriers } from '../e2e/suites/chat-page-barriers';
import { describeDemoPageBarriers } from '../e2e/suites/demo-page-barriers';
import { describeMailboxBarriers } from '../e2e/suites/mailbox-barriers';
import { describeResetPageBarriers } from '../e2e/suites/reset-page-barriers';
import { describeTooManyBarriers } from '../e2e/suites/too-many-barriers';
import { describeWidgetBarriers } from '../e2e/suites/widget-barriers';

// Every page in the colour schemes and sizes that `npm test` leaves out.
describeChatPageBarriers(['dark']);
describeDemoPageBarriers(['dark']);
describeMailboxBarriers([
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
]);
describeResetPageBarriers(['dark']);
describeTooManyBarriers(['a phone in the dark', 'a desk']);
describeWidgetBarriers(['dark']);
