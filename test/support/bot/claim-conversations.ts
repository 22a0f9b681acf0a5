import { startConversation } from './dialog-conversation';

export const CEDULA = '1710034065';
export const COMPANY = '1799999915001';
/** The cédula of a demo employer of domestic service. */
export const DOMESTIC = '2459999021';

/** Starts a conversation at the question for the RUC. */
export async function conversationAtRuc() {
  const chat = startConversation();
  await chat.say('recuperar', CEDULA);
  return chat;
}

/** Starts a conversation at the question for the branch. */
export async function conversationAtBranch() {
  const chat = await conversationAtRuc();
  await chat.say(COMPANY);
  return chat;
}

/** Starts a conversation at the question for the foreigner's code. */
export async function conversationAtForeigner() {
  const chat = startConversation();
  await chat.say('recuperar', 'soy extranjero sin cédula');
  return chat;
}
