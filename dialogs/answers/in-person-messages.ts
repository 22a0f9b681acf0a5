import type { ChannelCapabilities } from '../../src/domain/channel';
import { formatDocumentLink, type InPersonGuide } from '../../src/i18n/in-person-guide';
import type { BotMessage } from '../chat';

type Guide = ReturnType<InPersonGuide>;

/** Explains the in-person procedure: its name, the documents, and where to get an appointment. Sent after a message with the reason. */
export const inPersonMessages = (guide: Guide, { cards }: Pick<ChannelCapabilities, 'cards'>): readonly BotMessage[] =>
  cards === 'adaptive' ? [cardMessage(guide)] : instructionMessages(guide);

/** The documents that can be downloaded come first, because the procedure begins with them. */
const instructionMessages = ({ appointment, documents }: Guide): readonly BotMessage[] => [
  { key: 'in-person.documents', values: { documents: listOf(documents.filter(({ url }) => url !== undefined)) } },
  {
    key: 'in-person.instructions',
    values: { documents: listOf(documents.filter(({ url }) => url === undefined)), appointment },
  },
];

const listOf = (documents: Guide['documents']): string =>
  documents.length === 0 ? 'none' : documents.map((document) => `- ${formatDocumentLink(document)}`).join('\n');

/** The card contains the list of documents, so the text does not. */
const cardMessage = (guide: Guide): BotMessage => ({ key: 'in-person.card', card: { kind: 'in-person', ...guide } });
