import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface SmtpService {
  readonly port: number;
  /** The accepted mails as received, oldest first. */
  readonly raw: readonly string[];
  /** The recipients of each accepted mail. */
  readonly recipients: readonly (readonly string[])[];
  parsed(): Promise<ParsedMail[]>;
  /** Breaks every connection, as a crash would. */
  crash(): void;
  close(): Promise<void>;
}

/** Starts an SMTP server on a free port; without options it accepts every mail without encryption. */
export async function startSmtpService(options: SMTPServerOptions = {}): Promise<SmtpService> {
  const raw: string[] = [];
  const recipients: string[][] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 10,
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        raw.push(Buffer.concat(chunks).toString('utf8'));
        recipients.push(session.envelope.rcptTo.map(({ address }) => address));
        answer();
      });
    },
    ...options,
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  // Tests cause clients to hang up on purpose.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });

  return {
    port: (server.server.address() as AddressInfo).port,
    raw,
    recipients,
    parsed: () => Promise.all(raw.map((mail) => simpleParser(mail))),
    crash() {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
      }),
  };
}

/** Creates the error of a mail service: a code, perhaps an enhanced one (`5.1.1 `), and a text that names the recipient. */
export const smtpError = (responseCode: number, enhanced = ''): Error =>
  Object.assign(new Error(`${enhanced}<ana@example.com> secret-policy`), { responseCode });

/** Starts a plain TCP server that passes each connection to `onConnection`. */
export async function startTcpServer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });

  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          closed();
        });
      }),
  };
}
