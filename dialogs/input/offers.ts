import type { MessageKey } from '../../src/i18n/translate';
import type { BotMessage } from '../chat';
import type { Session } from '../session';
import type { Command } from './commands';

/** Returns the question whether the command is to be done. The question names its effect; a "yes" to it gives the command. */
export function offer(session: Session, command: Command, key: MessageKey): BotMessage {
  session.offered = command;
  return { key, choices: ['yes', 'no'] };
}
