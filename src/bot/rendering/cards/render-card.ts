import type { Card } from '../../../../dialogs/messages/card';
import { claimBody } from './claim-body';
import { codeBody } from './code-body';
import type { CardBody, CardRenderOptions } from './adaptive-card';
import { inPersonBody } from './in-person-body';

/** Returns the card as JSON of version 1.5. Clients that render older versions only show its text instead. */
export const renderCard = (card: Card, options: CardRenderOptions): object => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText: options.text,
  ...bodyOf(card, options),
});

function bodyOf(card: Card, options: CardRenderOptions): CardBody {
  switch (card.kind) {
    case 'claim':
      return claimBody(card.entry, options);
    case 'code':
      return codeBody(card.length, options);
    case 'in-person':
      return inPersonBody(card, options);
  }
}
