import type { PluginFunction } from 'nodemailer';

/**
 * Remembers a mail, by the signal it is sent with, once its last byte was read to be sent. From then on the final dot is under way, and
 * the service may take the mail whatever is heard after that; before, it cannot. The library names no such moment: to its errors a
 * broken connection is a broken connection.
 */
export const trackHandOver =
  (handedOver: WeakSet<AbortSignal>): PluginFunction =>
  ({ data: { signal }, message }, next) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      // Hearing of the end does not start the flow.
      open(options).once('end', () => {
        if (signal) handedOver.add(signal);
      });
    next();
  };
