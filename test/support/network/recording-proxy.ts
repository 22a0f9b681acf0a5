import { connect } from 'node:net';
import { startTcpServer } from '../mail/smtp-service';

export interface RecordingProxy {
  /** The port to use in place of the server's. */
  readonly port: number;
  /** Returns everything that clients sent, as an eavesdropper would read it. */
  recorded(): string;
  close(): Promise<void>;
}

/** Starts a proxy that records the traffic to a server on this machine. */
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
