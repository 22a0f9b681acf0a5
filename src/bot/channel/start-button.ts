import { capabilitiesOf } from '../../domain/channel';
import type { IncomingActivity } from '../framework';

/** The payloads that Facebook's documents give to its button "Get Started", and the button's titles, in letters alone. */
const GET_STARTED: ReadonlySet<string> = new Set([
  'getstarted',
  'getstartedpayload',
  'facebookwelcome',
  'empezar',
  'comenzar',
]);

/** Whether the person pressed the button with which a channel opens a chat. It may be pressed again at any time. */
export function isStartButton({ channelData, channelId, text }: IncomingActivity): boolean {
  switch (capabilitiesOf(channelId).startButton) {
    case 'none':
      return false;
    case 'command':
      return /^\/start(?:\s|$)/.test(text);
    case 'postback': {
      const { payload, title } = postbackIn(channelData);
      return [text, payload, title].some((sent) => typeof sent === 'string' && GET_STARTED.has(lettersOf(sent)));
    }
  }
}

/** Returns what Facebook's webhook sent of a pressed button. */
function postbackIn(channelData: unknown): { readonly payload?: unknown; readonly title?: unknown } {
  const { postback } = Object(channelData) as { readonly postback?: unknown };
  return Object(postback) as { readonly payload?: unknown; readonly title?: unknown };
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
