import type { TurnLogic } from '../channel/channel-adapter';

/**
 * Wraps a turn so that it rejects when its last reply, error messages included, could not be sent. The person then saw no reply, so the
 * request must not succeed.
 */
export const failIfLastReplyIsLost =
  (logic: TurnLogic): TurnLogic =>
  async (context) => {
    let lastError: Error | undefined;
    context.onSendActivities(async (_context, _activities, send) => {
      try {
        const responses = await send();
        lastError = undefined;
        return responses;
      } catch (error) {
        lastError = error as Error;
        throw error;
      }
    });
    await logic(context);
    if (lastError !== undefined) throw lastError;
  };
