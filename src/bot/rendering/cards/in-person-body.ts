import type { Card } from '../../../../dialogs/messages/card';
import { formatDocumentLink } from '../../../i18n/in-person-guide';
import type { CardBody, CardRenderOptions } from './adaptive-card';

type InPerson = Extract<Card, { kind: 'in-person' }>;

/** The documents to bring, where to get the forms, and a link to make the appointment. */
export const inPersonBody = ({ appointment, documents }: InPerson, { copy }: CardRenderOptions): CardBody => ({
  body: [
    { type: 'TextBlock', text: copy('card.in-person.title'), weight: 'Bolder', wrap: true, style: 'heading' },
    { type: 'TextBlock', text: copy('card.in-person.documents'), wrap: true, isSubtle: true },
    // One block each, because narrow cards cut off Markdown lists at the edge.
    ...documents.map((document) => ({
      type: 'TextBlock',
      text: `• ${formatDocumentLink(document)}`,
      wrap: true,
      spacing: 'Small',
    })),
  ],
  actions: [{ type: 'Action.OpenUrl', title: copy('card.in-person.appointment'), url: appointment }],
});
