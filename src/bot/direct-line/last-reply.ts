import type { TurnContext } from 'botbuilder';

/**
 * The same turn, which fails when what was said last, be it an apology, could not be said: whoever asked heard nothing of it, and
 * must not be told that all is well.
 */
export const failIfLastReplyIsLost =
  (logic: (context: TurnContext) => Promise<void>) =>
  async (context: TurnContext): Promise<void> => {
    let unsaid: Error | undefined;
    context.onSendActivities(async (_context, _activities, send) => {
      try {
        const sent = await send();
        unsaid = undefined;
        return sent;
      } catch (error) {
        unsaid = error as Error;
        throw error;
      }
    });
    await logic(context);
    if (unsaid !== undefined) throw unsaid;
  };
