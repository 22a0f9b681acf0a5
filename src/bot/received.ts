import type { TurnContext } from 'botbuilder';
import type { Submission } from '../../dialogs/chat';
import type { Copy } from '../i18n/copy';
import { readSubmission } from './submission';
import { writtenText } from './written-text';

const SUBMISSION = Symbol('submission');

/**
 * Takes a message in: from here on the activity's text is what the person says, never null, and a card that was sent in is known as one.
 * Where something was typed, that counts.
 */
export function receive(context: TurnContext, copy: Copy): void {
  const { activity, turnState } = context;
  const text = writtenText(activity);
  const read = text === '' ? readSubmission(activity.value, copy) : undefined;
  activity.text = read?.text ?? text;
  if (read) turnState.set(SUBMISSION, read.submission);
}

export const submissionIn = (context: TurnContext): Submission | undefined =>
  context.turnState.get<Submission | undefined>(SUBMISSION);
