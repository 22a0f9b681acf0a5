import type { IntentLabel } from '../../src/understanding/intent-labels';
import type { TurnContext } from '../framework';
import type { Session } from '../session';
import { replyOf, type CommandReader, type GivenCommand, type Offered } from './commands';

/** The message of the current turn, as all dialogs read it. */
export interface Said {
  readonly text: string;
  /** The command that the message gives: by an exact saying, a choice that is tapped or picked by its place, or a yes to an offered command. */
  readonly command: GivenCommand | undefined;
  /** The intent of a choice that the message picks by its place. */
  readonly intent: IntentLabel | undefined;
  /** The person said yes to a question that named the effect of the command. */
  readonly isConfirmed: boolean;
  /** The person said no to what was offered. */
  readonly isDeclined: boolean;
  /** Digits of the message before that were not tried as a code, see `Session.untried`. */
  readonly untried: string | undefined;
  /** Messages in a row, right before this one, that were not understood. */
  readonly misses: number;
}

const SAID = Symbol('said');

/** Reads the message and takes what the last turn left in the session: what it offered, and the count of misses. */
export function takeSaid(context: TurnContext, session: Session, commands: CommandReader): Said {
  const { text } = context.activity;
  const { listed = [], misses = 0, offered, untried } = session;
  const question = questionOf(session);
  withdrawOffer(session);
  session.misses = undefined;
  const picked = commands.pick(text, listed);
  const given = replyOf(picked.command ?? commands.read(text), question);
  const isConfirmed = offered !== undefined && given === 'yes';
  const said: Said = {
    text,
    command: isConfirmed ? commands.confirm(given, offered) : given,
    intent: picked.intent,
    isConfirmed,
    isDeclined: given === 'no' && question !== undefined,
    untried,
    misses,
  };
  context.turnState.set(SAID, said);
  return said;
}

/** What the last message offered, if anything. */
const questionOf = ({ offered, untried }: Session): Offered | undefined =>
  offered ?? (untried === undefined ? undefined : 'try-code');

/** Forgets what was offered: another message has come since, so that a "yes" would answer that one. */
export function withdrawOffer(session: Session): void {
  session.offered = undefined;
  session.untried = undefined;
}

/** Returns what was read at the start of the turn. */
export function saidOf(context: TurnContext): Said {
  const said = context.turnState.get<Said | undefined>(SAID);
  if (said === undefined) throw new Error('the message of this turn was not read');
  return said;
}
