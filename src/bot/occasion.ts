import type { Activity } from 'botbuilder';
import { isArrival, isBotAdded, isPersonal } from './turn/activity';

/**
 * What an activity is to the bot. `aside`: nothing that it answers, like an edited or deleted message, a reaction, typing, a call of the
 * channel (`invoke`), or a type that it does not know.
 */
export type ActivityKind = 'message' | 'arrival' | 'addressed-before-others' | 'aside';

export function activityKindOf(activity: Activity): ActivityKind {
  const isMessage = activity.type === 'message';
  if (!isPersonal(activity)) return isMessage || isBotAdded(activity) ? 'addressed-before-others' : 'aside';
  if (isArrival(activity)) return 'arrival';
  return isMessage ? 'message' : 'aside';
}
