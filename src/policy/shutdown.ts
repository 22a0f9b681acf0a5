import { SECOND } from '../domain/time';

/**
 * Upper bounds (ms) on the steps of a shutdown. Orchestrators kill a process that has not ended after 30 s. The steps run one after the
 * other, the audit trail last, and fit into `total` even when each takes its longest.
 */
export const shutdownTimes = {
  total: 25 * SECOND,
  longestDrain: 5 * SECOND,
  /** Most turns take less than a second; a turn whose channel does not accept the reply gives up after five. */
  requests: 7 * SECOND,
  /** Half of it is for mails being sent, each of which may take five seconds. */
  mails: 9 * SECOND,
  /** Pending audit events are in the log already, so a database that is down does not delay the end any longer. */
  audit: 3 * SECOND,
} as const;
