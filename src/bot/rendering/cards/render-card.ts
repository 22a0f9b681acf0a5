import type { Card } from '../../../../dialogs/messages/card';
import { claimBody } from './claim-body';
import { codeBody } from './code-body';
import type { CardBody, CardRenderOptions } from './adaptive-card';
import { inPersonBody } from './in-person-body';

/** The card as JSON of version 1.5; whoever renders an older one shows the text instead. */
export const renderCard = (card: Card, drawing: CardRenderOptions): object => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText: drawing.text,
  ...bodyOf(card, drawing),
});

function bodyOf(card: Card, drawing: CardRenderOptions): CardBody {
  switch (card.kind) {
    case 'claim':
      return claimBody(card.entry, drawing);
    case 'code':
      return codeBody(card.length, drawing);
    case 'in-person':
      return inPersonBody(card, drawing);
  }
}
