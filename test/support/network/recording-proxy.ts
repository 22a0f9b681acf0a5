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
  let sent = '';
  const proxy = await startTcpServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    upstream.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => (sent += chunk.toString('latin1')));
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  return { port: proxy.port, recorded: () => sent, close: () => proxy.close() };
}
