import type { Card } from '../../../dialogs/card';
import { wordDocument } from '../../i18n/in-person-guide';
import type { CardBody, Drawing } from './drawing';

type InPerson = Extract<Card, { kind: 'in-person' }>;

/** Which documents to bring, where to get the forms, and the appointment. */
export const inPersonBody = ({ appointment, documents }: InPerson, { copy }: Drawing): CardBody => ({
  body: [
    { type: 'TextBlock', text: copy('card.in-person.title'), weight: 'Bolder', wrap: true, style: 'heading' },
    { type: 'TextBlock', text: copy('card.in-person.documents'), wrap: true, isSubtle: true },
    // One block each: lists of markdown are cut off at the edge of narrow cards.
    ...documents.map((document) => ({
      type: 'TextBlock',
      text: `• ${wordDocument(document)}`,
      wrap: true,
      spacing: 'Small',
    })),
  ],
  actions: [{ type: 'Action.OpenUrl', title: copy('card.in-person.appointment'), url: appointment }],
});
