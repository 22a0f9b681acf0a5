import { LOCKOUT_STEPS } from '../domain/recovery/lockout';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time';
import type { FeedRules } from '../ports/chat/activity-feed';
import type { ChannelAuthenticationRules } from '../ports/chat/channel-authenticator';
import type { RateLimitRules } from '../ports/security/rate-limits';
import type { RecoveryRules } from '../ports/recovery/recovery-store';
import type { SessionRules } from '../ports/chat/session-store';
import type { MailRetrySettings } from './options';

/**
 * Every number of the service's security, with its reason. N: NIST SP 800-63B-4, O: OWASP cheat sheets, A: ASVS 5.0,
 * S: the official procedure.
 */
export const policy = {
  code: {
    /** N asks for six digits or more; a right guess only mails a link to the owner. Six to eight by configuration. */
    length: 6,
    shortest: 6,
    longest: 8,
  },

  recovery: {
    /** The longest wait between two messages of one conversation. */
    retention: 30 * MINUTE,
    /** A code that arrives later than this would surprise more than help: cancelled, and the chat is told. */
    acceptTimeout: 60 * SECOND,
    /** S: three minutes. N: at most ten. Five attempts are what Kratos and login.gov allow; one more code a minute, three in all. */
    code: { lifetime: 180 * SECOND, attempts: 5, spacing: 60 * SECOND, most: 3 },
    /** S: three minutes. One mail and one resend. */
    link: { lifetime: 180 * SECOND, spacing: 60 * SECOND, most: 2 },
    /** A mail that failed costs the person nothing, but some services report failure and deliver all the same. */
    mostRequested: 10,
    /** O, and WCAG 2.2.1: once the link is open, there is time to think of a key. */
    resetSession: { lifetime: 10 * MINUTE },
    /** N 3.1.3.2, 3.2.2: the budget belongs to the target; no new code, conversation or channel resets it. */
    failures: { pauses: LOCKOUT_STEPS, retention: 30 * DAY },
  } satisfies RecoveryRules,

  /**
   * A 2.4.1: what one may ask for, all counted on what was typed, so that no limit tells whether an employer exists. Hours stop a
   * machine, days one that has learnt to wait; both are far above what a person needs, who asks once or twice a year.
   */
  limits: {
    /** An ID is checked for the two or three employers of its person, a few mistakes included. */
    'document-validations': {
      windows: [
        { most: 10, per: HOUR },
        { most: 30, per: DAY },
      ],
    },
    /** Someone with more employers than that at once is looking for one. */
    'document-rucs': { windows: [{ most: 5, per: HOUR }] },
    /** Of RUC and branch: more than the three codes of one recovery, and a second try. */
    'target-codes': {
      windows: [
        { most: 5, per: HOUR },
        { most: 10, per: DAY },
      ],
    },
    /** Few act for one branch: who tries a sixth ID is guessing whose it is. */
    'target-documents': { windows: [{ most: 5, per: DAY }] },
    /** Over all RUCs: an accountant's mailbox may serve a dozen of them. */
    'mailbox-mails': {
      windows: [
        { most: 10, per: HOUR },
        { most: 30, per: DAY },
      ],
    },
    /** Who has failed five times needs another way more than a sixth try. By conversation and by user: channels let either be new at will. */
    'conversation-failures': { windows: [{ most: 5, per: HOUR }] },
    'user-failures': { windows: [{ most: 5, per: HOUR }] },
    /** Three codes each: nine in an hour, and none of them came. */
    'conversation-recoveries': { windows: [{ most: 3, per: HOUR }] },
    'user-recoveries': { windows: [{ most: 3, per: HOUR }] },
    /** Far more than a person types. */
    'conversation-messages': { windows: [{ most: 20, per: 10 * SECOND }] },
    'user-messages': { windows: [{ most: 20, per: 10 * SECOND }] },
    /** Some channels tell of everything said in a group: the invitation must not become the nuisance. */
    'group-invitations': { windows: [{ most: 5, per: MINUTE }] },
    /** Many people share an address at an office or a mobile carrier; none of them loads the page every few seconds. */
    'address-tokens': { windows: [{ most: 20, per: 10 * MINUTE }] },
    'address-page-views': { windows: [{ most: 60, per: MINUTE }] },
    /** Opening the link, and a handful of keys that are refused. */
    'address-page-posts': { windows: [{ most: 10, per: MINUTE }] },
  } satisfies RateLimitRules,

  /** After the last failure that is granted: long enough to fetch the papers that have the right numbers. */
  failureLockout: 15 * MINUTE,

  session: {
    retention: 30 * MINUTE,
    lock: 5 * SECOND,
    waitForLock: 8 * SECOND,
    /** Channels' tokens live about an hour: whoever captured a request can replay it that long. */
    rememberActivity: 70 * MINUTE,
  } satisfies SessionRules,

  /** Tokens of the channels. The Bot Connector's protocol asks for both: five minutes of skew, and its keys once a day at least. */
  channelAuthentication: {
    clockSkew: 5 * MINUTE,
    keysMaxAge: DAY,
    /** A new key is taken up at once, and made-up ones do not turn every request into one of ours. */
    keysRefetchInterval: 30 * SECOND,
    /** Channels give up after 15 s. */
    keysTimeout: 5 * SECOND,
  } satisfies ChannelAuthenticationRules,

  /** The built-in Direct Line. */
  chat: {
    /** What was said is kept as long as the session that it belongs to, so that a reload shows it again. */
    feed: { retention: 30 * MINUTE, maxEntries: 200 } satisfies FeedRules,
    /** Direct Line's own lifetime, on which its clients count: they refresh after half of it. */
    token: 30 * MINUTE,
    /** A stream's address is asked for and opened at once. */
    streamTicket: MINUTE,
    /** Calls of one conversation, per span. A client that polls asks up to five times a second, and a person may have two tabs. */
    calls: { most: 120, span: 10 * SECOND },
    /** Bytes of one posted activity; characters of its text. */
    activityBytes: 16 * 1024,
    textLength: 2_000,
    /** Open streams: of this process, and of one conversation (tabs). */
    sockets: 2_000,
    socketsOfOne: 6,
    /** Clients ping every 20 s; one that is silent for longer than this is gone. */
    socketSilence: 75 * SECOND,
  },

  mail: {
    /** The same mail is tried three times within 20 s: a service that hiccups is not worth a person's second try. */
    delays: [SECOND / 2, 2 * SECOND],
    retryFor: 20 * SECOND,
    tryTimeout: 5 * SECOND,
    storeRetryDelay: SECOND,
    longestBackOff: HOUR,
    /** Longer than any step between planning a job and adding it, shorter than a person's patience. */
    scheduledJobDelay: 5 * SECOND,
    scheduledNoticeDelay: 30 * SECOND,
  } satisfies MailRetrySettings,

  /** What the mail service may tell later. */
  sentMailLog: {
    /** Event Grid delivers a report for up to a day. */
    entry: DAY,
    /** The mail service itself suppresses a mailbox that bounced for a day. */
    bounce: DAY,
  },

  /** The share of the mail service's budget that codes may not touch: whoever verified a code must get the link. */
  reservedForLinks: 1 / 3,

  audit: {
    /** A process that ends writes down what happened, but does not wait longer for a database that is away: the log has it all. */
    closeWithin: 3 * SECOND,
  },

  /**
   * Those who run the service kill by themselves what has not ended after 30 s. Its parts end one after the other, the audit trail last, and
   * all of them have their time even when each takes the most.
   */
  stop: {
    within: 25 * SECOND,
    longestDrain: 5 * SECOND,
    /** Most turns take less than a second; one whose channel does not take the reply gives up after five. */
    requests: 7 * SECOND,
    /** Half of it is for mails under way, and a mail service has five seconds. */
    mails: 9 * SECOND,
  },

  /** How long a turn waits for the mail's acceptance before it goes on without it. Channels give up after 15 s. */
  mailWaitTimeout: 4 * SECOND,

  /** N, O, A 6.2: length and strength instead of composition rules. */
  key: { minimum: 12, maximum: 128, score: 3 },
} as const;
