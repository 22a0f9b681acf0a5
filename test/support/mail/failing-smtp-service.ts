import { once } from 'node:events';
import type { Socket } from 'node:net';
import { startTcpServer } from './smtp-service';

/** The step of the conversation: `tls` is the handshake, `body` the middle of a mail, `dot` its end. */
export type SmtpStep = 'greeting' | 'ehlo' | 'tls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot';

/** Stops answering, breaks the connection, or announces again and again that more follows. */
export type SmtpFailureMode = 'hangs' | 'cuts' | 'trickles';

export interface FailingSmtpService {
  readonly port: number;
  readonly connections: number;
  /** The number of mails that reached the final dot. */
  readonly completedMails: number;
  /** Reads what is still in flight, also where it hangs within a mail. Resolves when the connections are closed. */
  readRest(): Promise<void>;
  close(): Promise<void>;
}

/** Starts an SMTP server that works up to a step and then fails. */
export async function startFailingSmtpService(at: SmtpStep, how: SmtpFailureMode): Promise<FailingSmtpService> {
  let connections = 0;
  let completedMails = 0;
  let pauses = true;
  const sockets: Socket[] = [];

  const service = await startTcpServer((socket) => {
    connections += 1;
    sockets.push(socket);
    let reading: 'to-commands' | 'to-the-mail' | 'again' = 'to-commands';
    let tail = '';
    const say = (step: SmtpStep, text: string) => {
      if (step !== at || step === 'tls') socket.write(text);
      if (step === at) fail(socket, how);
    };
    const readMail = (chunk: string) => {
      tail = `${tail}${chunk}`.slice(-5);
      if (tail === '\r\n.\r\n') {
        completedMails += 1;
        reading = 'to-commands';
        say('dot', '250 taken\r\n');
      } else if (at === 'body' && reading === 'to-the-mail') {
        reading = 'again';
        if (pauses) socket.pause();
        fail(socket, how);
      }
    };
    const readCommand = (command: string) => {
      if (command === 'DATA') reading = 'to-the-mail';
      const [step, text] = repliesOf(at)[command] ?? [];
      if (step !== undefined && text !== undefined) say(step, text);
    };
    socket.on('data', (data: Buffer) => {
      const chunk = data.toString('latin1');
      if (reading === 'to-commands') readCommand(chunk.slice(0, 4).toUpperCase());
      else readMail(chunk);
    });
    say('greeting', '220 mail.example.org\r\n');
  });

  return {
    port: service.port,
    get connections() {
      return connections;
    },
    get completedMails() {
      return completedMails;
    },
    async readRest() {
      pauses = false;
      const closed = sockets.filter((socket) => !socket.closed).map((socket) => once(socket, 'close'));
      for (const socket of sockets) socket.resume();
      await Promise.all(closed);
    },
    close: service.close,
  };
}

function fail(socket: Socket, how: SmtpFailureMode): void {
  switch (how) {
    case 'hangs':
      return;
    case 'cuts':
      socket.destroySoon();
      return;
    case 'trickles': {
      const timer = setInterval(() => socket.write('250-wait\r\n'), 500);
      socket.on('close', () => {
        clearInterval(timer);
      });
    }
  }
}

/** The replies by the first letters of a command. */
const repliesOf = (at: SmtpStep): Readonly<Record<string, readonly [SmtpStep, string]>> => ({
  EHLO: ['ehlo', `250-mail.example.org\r\n${at === 'tls' ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN\r\n`],
  STAR: ['tls', '220 shake hands\r\n'],
  AUTH: ['auth', '235 welcome\r\n'],
  MAIL: ['mail', '250 ok\r\n'],
  RCPT: ['rcpt', '250 ok\r\n'],
  DATA: ['data', '354 go on\r\n'],
});
