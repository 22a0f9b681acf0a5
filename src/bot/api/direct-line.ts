import type { Watermark } from '../../ports/chat/activity-feed';
import type { ChatVisitor } from '../../ports/chat/chat-tokens';

/** What a visitor posts, as far as it is believed: who speaks, and where, stands in the token. */
export interface PostedActivity {
  readonly type: 'message' | 'event' | 'typing';
  readonly text?: string;
  readonly locale?: string;
  /** Of an event. */
  readonly name?: string;
  readonly localTimestamp?: string;
  /** Given back with the echo: by it the client knows its own message. */
  readonly clientActivityId?: string;
}

/** Activities as Direct Line's clients get them, ready to be sent as JSON. */
export interface ActivitySet {
  readonly activities: readonly object[];
  /** Behind each of them: whoever has heard so far goes on from there. */
  readonly places: readonly Watermark[];
  /** Behind the last; where there is none, the place that was asked about. */
  readonly watermark: Watermark;
}

/** Who follows a conversation. Neither method may throw. */
export interface ConversationListener {
  /** There may be something new: read from where you are. */
  onAppended(): void;
  /** An activity of this moment only, kept nowhere: the bot is writing. */
  onTransient(activity: object): void;
}

/** The built-in Direct Line: conversations of visitors with the bot of this process, heard by clients of any process. All throw Unavailable. */
export interface DirectLine {
  /** Begins the conversation and has the bot greet, in this language; one that was begun before, and heard a greeting, is left alone. */
  start(visitor: ChatVisitor, locale: string | undefined): Promise<'started' | 'existed'>;
  /** A client comes back to the place where it was. One that has nothing to show, where nothing is kept any more, is greeted anew. */
  resume(visitor: ChatVisitor, since: Watermark, locale: string | undefined): Promise<'kept' | 'ended'>;
  /**
   * Echoes a message to the conversation's clients, then has the bot answer it; events are heard without an echo. Ends with the turn. Who
   * does not know what became of a message posts it again under its `clientActivityId`: it is echoed once and answered once all the same.
   */
  post(visitor: ChatVisitor, activity: PostedActivity): Promise<{ readonly id: string } | 'ended'>;
  /** Everything behind `since`, in order. */
  read(visitor: ChatVisitor, since: Watermark): Promise<ActivitySet | 'ended'>;
  /** A client is still there: the conversation stays for as long again. */
  keepAlive(visitor: ChatVisitor): Promise<'kept' | 'ended'>;
  /** Misses nothing from the moment this resolves until the returned function is called. */
  follow(visitor: ChatVisitor, listener: ConversationListener): Promise<() => void>;
}
