import { createSmtpMailer, type SmtpMailer } from '../../../src/adapters/smtp/mailer';
import { Sensitive } from '../../../src/domain/sensitive';

/** Resources of a test, closed after it in reverse order. */
export interface TestResources {
  keep<T extends { close(): unknown }>(one: T): T;
  /** Creates a mailer for this port of this machine. `timeout` in ms. */
  mailerFor(
    service: { readonly port: number },
    options?: { readonly host?: string; readonly timeout?: number },
  ): SmtpMailer;
}

export function closeAfterEach(): TestResources {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  const keep = <T extends { close(): unknown }>(one: T): T => {
    open.push(one);
    return one;
  };
  return {
    keep,
    mailerFor({ port }, { host = '127.0.0.1', timeout = 5_000 } = {}) {
      const url = new Sensitive(`smtp://${host}:${String(port)}`);
      return keep(createSmtpMailer({ url, from: 'IESS <no-reply@example.org>', timeout }));
    },
  };
}
