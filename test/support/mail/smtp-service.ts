import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface SmtpService {
  readonly port: number;
  /** The mails taken, as they came over the wire, oldest first. */
  readonly raw: readonly string[];
  /** Recipients of each mail taken. */
  readonly recipients: readonly (readonly string[])[];
  parsed(): Promise<ParsedMail[]>;
  /** Cuts every connection, as a crash would. */
  crash(): void;
  close(): Promise<void>;
}

/** A real SMTP server on a free port of this machine; without options it takes every mail, in plain text. */
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
  // Clients that hang up in the middle are what the tests are about.
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

/** An answer as a mail service gives it: a code, perhaps an enhanced one (`5.1.1 `), and a text that names the recipient. */
export const smtpError = (responseCode: number, enhanced = ''): Error =>
  Object.assign(new Error(`${enhanced}<ana@example.com> secret-policy`), { responseCode });

/** A server below SMTP: does with each connection whatever `onConnection` says. */
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
