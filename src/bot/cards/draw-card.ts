import type { Card } from '../../../dialogs/card';
import { claimBody } from './claim-body';
import { codeBody } from './code-body';
import type { CardBody, Drawing } from './drawing';
import { inPersonBody } from './in-person-body';

/** The card as JSON of version 1.5; whoever renders an older one shows the text instead. */
export const drawCard = (card: Card, drawing: Drawing): object => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText: drawing.text,
  ...bodyOf(card, drawing),
});

function bodyOf(card: Card, drawing: Drawing): CardBody {
  switch (card.kind) {
    case 'claim':
      return claimBody(card.entry, drawing);
    case 'code':
      return codeBody(card.length, drawing);
    case 'in-person':
      return inPersonBody(card, drawing);
  }
}
