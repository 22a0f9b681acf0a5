import type { TurnContext } from 'botbuilder';
import type { CardSubmission } from '../../../dialogs/chat';
import type { Translate } from '../../i18n/translate';
import { parseSubmission } from '../rendering/cards/card-submission';
import { messageText } from './message-text';

const SUBMISSION = Symbol('submission');

/**
 * Takes a message in: from here on the activity's text is what the person says, never null, and a card that was sent in is known as one.
 * Where something was typed, that counts.
 */
export function readIncomingMessage(context: TurnContext, copy: Translate): void {
  const { activity, turnState } = context;
  const text = messageText(activity);
  const read = text === '' ? parseSubmission(activity.value, copy) : undefined;
  activity.text = read?.text ?? text;
  if (read) turnState.set(SUBMISSION, read.submission);
}

export const submissionOf = (context: TurnContext): CardSubmission | undefined =>
  context.turnState.get<CardSubmission | undefined>(SUBMISSION);
