import type { CardSubmission } from '../../../dialogs/chat';
import type { Translate } from '../../i18n/translate';
import type { TurnContext } from '../framework';
import { parseSubmission } from '../rendering/cards/card-submission';
import { messageText } from './message-text';

const SUBMISSION = Symbol('submission');

/**
 * Replaces the activity's text by the person's message, and stores the submission of a card for `submissionOf`. Typed text takes
 * precedence over a submission.
 */
export function readIncomingMessage(context: TurnContext, copy: Translate): void {
  const { activity, turnState } = context;
  const text = messageText(activity);
  const parsed = text === '' ? parseSubmission(activity.value, copy) : undefined;
  activity.text = parsed?.text ?? text;
  if (parsed) turnState.set(SUBMISSION, parsed.submission);
}

export const submissionOf = (context: TurnContext): CardSubmission | undefined =>
  context.turnState.get<CardSubmission | undefined>(SUBMISSION);
