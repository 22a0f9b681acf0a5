import type { Watermark } from '../../ports/chat/activity-feed';
import type { ChatVisitor } from '../../ports/chat/chat-tokens';

/** The fields that are taken from what a visitor posts. Sender and conversation come from the visitor's token instead. */
export interface PostedActivity {
  readonly type: 'message' | 'event' | 'typing';
  readonly text?: string | undefined;
  readonly locale?: string | undefined;
  /** Name of an event. */
  readonly name?: string | undefined;
  readonly localTimestamp?: string | undefined;
  /** What came beside the text. Its contents are not taken. */
  readonly attachments?: readonly { readonly contentType: string; readonly name?: string | undefined }[];
  /** Returned with the echo, so that the client recognises its own message. */
  readonly clientActivityId?: string | undefined;
}

/** Activities as Direct Line's clients get them, ready to be sent as JSON. */
export interface ActivitySet {
  readonly activities: readonly object[];
  /** For each activity, the watermark right behind it: a client that has it goes on from there. */
  readonly positions: readonly Watermark[];
  /** The watermark behind the last activity; without activities, the one that was passed. */
  readonly watermark: Watermark;
}

/** Follows a conversation. Neither method may throw. */
export interface ConversationListener {
  /** Called when there may be new activities: read from the last watermark. */
  onAppended(): void;
  /** Called with an activity that is not stored: the bot is typing. */
  onTransient(activity: object): void;
}

/** The built-in Direct Line: conversations with the bot of this process, read by clients of any process. Every method throws Unavailable. */
export interface DirectLine {
  /** Starts the conversation and greets in this language. A conversation that existed is greeted only when it is still empty. */
  start(visitor: ChatVisitor, locale: string | undefined): Promise<'started' | 'existed'>;
  /** Prolongs the conversation for a client that reconnects at `since`. Without a watermark, an empty conversation is greeted. */
  resume(visitor: ChatVisitor, since: Watermark, locale: string | undefined): Promise<'kept' | 'ended'>;
  /**
   * Appends a message to the conversation, then runs the bot's turn; resolves after the turn. Events run a turn and are not appended.
   * Idempotent by `clientActivityId`: a message that is posted again is appended once and answered once.
   */
  post(visitor: ChatVisitor, activity: PostedActivity): Promise<{ readonly id: string } | 'ended'>;
  /** Returns everything behind `since`, in order. */
  read(visitor: ChatVisitor, since: Watermark): Promise<ActivitySet | 'ended'>;
  /** Prolongs the conversation: a client is still connected. */
  keepAlive(visitor: ChatVisitor): Promise<'kept' | 'ended'>;
  /** Calls the listener, without gaps, from the moment this resolves until the returned function is called. */
  follow(visitor: ChatVisitor, listener: ConversationListener): Promise<() => void>;
}
