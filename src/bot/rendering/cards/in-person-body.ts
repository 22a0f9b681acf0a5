import type { Card } from '../../../../dialogs/messages/card';
import { formatDocumentLink } from '../../../i18n/in-person-guide';
import type { CardBody, CardRenderOptions } from './adaptive-card';

type InPerson = Extract<Card, { kind: 'in-person' }>;

/** Which documents to bring, where to get the forms, and the appointment. */
export const inPersonBody = ({ appointment, documents }: InPerson, { copy }: CardRenderOptions): CardBody => ({
  body: [
    { type: 'TextBlock', text: copy('card.in-person.title'), weight: 'Bolder', wrap: true, style: 'heading' },
    { type: 'TextBlock', text: copy('card.in-person.documents'), wrap: true, isSubtle: true },
    // One block each: lists of markdown are cut off at the edge of narrow cards.
    ...documents.map((document) => ({
      type: 'TextBlock',
      text: `• ${formatDocumentLink(document)}`,
      wrap: true,
      spacing: 'Small',
    })),
  ],
  actions: [{ type: 'Action.OpenUrl', title: copy('card.in-person.appointment'), url: appointment }],
});
