import { connect } from 'node:net';
import { startTcpServer } from '../mail/smtp-service';

export interface RecordingProxy {
  /** Leads to the server. */
  readonly port: number;
  /** All that clients sent, as whoever listens on the way has it. */
  recorded(): string;
  close(): Promise<void>;
}

/** A way to a server of this machine on which somebody listens. */
export async function startRecordingProxy(target: number): Promise<RecordingProxy> {
  let heard = '';
  const way = await startTcpServer((near) => {
    const far = connect(target, '127.0.0.1');
    far.on('error', () => undefined);
    near.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  return { port: way.port, recorded: () => heard, close: () => way.close() };
}
