import { SECOND } from '../domain/time';

/**
 * Upper bounds (ms) on the steps of a shutdown. Orchestrators kill a process that has not ended after 30 s. The steps run one after the
 * other, the audit trail last, and fit into `total` even when each takes its longest.
 */
export const shutdownTimes = {
  total: 25 * SECOND,
  /** How long a process serves on, so that load balancers notice. The default in production; `DRAIN_SECONDS` may only shorten it. */
  longestDrain: 5 * SECOND,
  /** Most turns take less than a second. A reply that the channel does not accept is given up after `channelReplies.timeout`. */
  requests: 7 * SECOND,
  /** Half of it is for mails being sent, each of which may take up to `mailRetryRules.tryTimeout`. */
  mails: 9 * SECOND,
  /** Pending audit events are in the log already, so a database that is down does not delay the end any longer. */
  audit: 3 * SECOND,
} as const;
