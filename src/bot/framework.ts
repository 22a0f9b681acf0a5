/**
 * The only module of src/bot that imports the Bot Framework (docs/decisions/0001-botbuilder-through-two-modules.md). Names stay the
 * library's own, except for types that are narrower here.
 */
import {
  TurnContext as LibraryTurnContext,
  type Activity,
  type ChannelAccount,
  type ConversationReference,
} from 'botbuilder';

export { ActivityEventNames, BotAdapter, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
export type { ResourceResponse, Storage, StoreItems } from 'botbuilder';
export {
  AuthenticationConstants,
  BotFrameworkAuthentication,
  ClaimsIdentity,
  ConnectorFactory,
} from 'botframework-connector';
export type { AuthenticateRequestResult, ConnectorClient, UserTokenClient } from 'botframework-connector';
export { LibraryTurnContext, type Activity, type ConversationReference };

/** An activity to send. The library adds the address. */
export type OutgoingActivity = Partial<Activity>;

/** An activity in which the fields that the bot reads are never absent; see `readActivity`. */
export interface IncomingActivity extends Activity {
  readonly id: string | undefined;
  text: string;
  readonly recipient: ChannelAccount;
  readonly membersAdded: NonNullable<Activity['membersAdded']>;
  readonly entities: NonNullable<Activity['entities']>;
  readonly attachments: NonNullable<Activity['attachments']>;
}

/** The context of a turn whose activity `readActivity` has completed. */
export type TurnContext = LibraryTurnContext & { readonly activity: IncomingActivity };

type CompletedField = 'id' | 'text' | 'recipient' | 'membersAdded' | 'entities' | 'attachments';

/** Channels leave these fields out, or send `null`, although the library's types call some of them present. */
type ReceivedFields = { readonly [Field in CompletedField]?: IncomingActivity[Field] | null };

/** Completes an activity in place. No account of a channel has the empty id: `POST /api/messages` drops such accounts. */
export function readActivity(activity: Partial<Activity>): IncomingActivity {
  const { attachments, entities, id, membersAdded, recipient, text } = activity as ReceivedFields;
  return Object.assign(activity as Activity, {
    id: id ?? undefined,
    text: text ?? '',
    recipient: recipient ?? { id: '', name: '' },
    membersAdded: membersAdded ?? [],
    entities: entities ?? [],
    attachments: attachments ?? [],
  });
}

/** Completes the activity of a turn in place. Must be called before any other code of the bot reads it. */
export function readTurn(context: LibraryTurnContext): TurnContext {
  readActivity(context.activity);
  return context as TurnContext;
}

/** Returns what `parseConversationReference` reads, as JSON: how the conversation can be continued later. */
export const stringifyConversationReference = (activity: IncomingActivity): string =>
  JSON.stringify(LibraryTurnContext.getConversationReference(activity));

/** Reads a stored reference. The bot's account is under `bot`, or under `agent` when Microsoft's Agents SDK wrote it. */
export function parseConversationReference(json: string): Partial<ConversationReference> {
  const { agent, ...reference } = JSON.parse(json) as Partial<ConversationReference> & { agent?: ChannelAccount };
  return agent === undefined ? reference : { bot: agent, ...reference };
}
