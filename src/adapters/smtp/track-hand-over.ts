import type { PluginFunction } from 'nodemailer';

/**
 * Adds the signal of a mail to `handedOver` once the mail's last byte was read for sending. From then on the server may accept the mail,
 * whatever fails later; before, it cannot. The library's errors do not make this distinction.
 */
export const trackHandOver =
  (handedOver: WeakSet<AbortSignal>): PluginFunction =>
  ({ data: { signal }, message }, next) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      // A listener for `end` does not start the stream.
      open(options).once('end', () => {
        if (signal) handedOver.add(signal);
      });
    next();
  };
