import { formatChoices } from './choices';
import type { ReceivedMessage } from './direct-line-conversation';
import { toTerminalText } from './plain-text';

/** A message as it stands on the screen: the words, and below them what can be chosen. */
export const formatMessage = (said: ReceivedMessage): readonly string[] => [
  '',
  toTerminalText(said.text),
  ...formatChoices(said),
];
