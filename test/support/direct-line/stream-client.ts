import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocket, type ClientOptions } from 'ws';

export interface ReceivedActivity {
  readonly type: string;
  readonly id?: string;
  readonly text?: string;
  readonly from?: { readonly id: string };
  readonly channelData?: Readonly<Record<string, unknown>>;
}

export interface StreamFrame {
  readonly activities: readonly ReceivedActivity[];
  readonly watermark: string;
}

export interface StreamClient {
  readonly ws: WebSocket;
  readonly frames: readonly StreamFrame[];
  /** Returns texts and transient activities in order of arrival. */
  said(): readonly string[];
  /** Resolves with the close code of the stream. */
  readonly closed: Promise<number>;
}

/** Opens a stream and records its activities. @throws Error when the stream is rejected */
export async function openStream(streamUrl: string, options: ClientOptions = {}): Promise<StreamClient> {
  const ws = new WebSocket(streamUrl, options);
  const frames: StreamFrame[] = [];
  const closed = new Promise<number>((resolve) => {
    ws.once('close', resolve);
  });
  // The first frame may arrive together with the handshake.
  ws.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as StreamFrame));
  await once(ws, 'open');
  ws.on('error', () => undefined);
  const said = () => frames.flatMap(({ activities }) => activities.map((one) => one.text ?? one.type));
  return { ws, frames, said, closed };
}

export interface RefusedStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** Requests a stream that is rejected, and reads the response. @throws Error when the stream opens */
export function openRefusedStream(
  streamUrl: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RefusedStream> {
  const ws = new WebSocket(streamUrl, { headers });
  return new Promise((resolve, reject) => {
    ws.once('unexpected-response', (_request, response: IncomingMessage) => {
      text(response)
        .then((body) => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(body) as unknown });
        }, reject)
        .finally(() => {
          ws.terminate();
        });
    });
    ws.once('open', () => {
      ws.terminate();
      reject(new Error('the stream was opened'));
    });
    ws.on('error', reject);
  });
}
