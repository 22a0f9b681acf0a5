import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FramingPage {
  readonly origin: string;
  /** Sets the address that the page frames from now on. */
  setFrameUrl(address: string): void;
  stop(): Promise<void>;
}

/**
 * Starts an embedding page of another origin with the chat in a frame. `window.received` holds the messages from the frame, and `postToFrame`
 * sends one to it. Its policy allows only the chat in a frame. The service is at `localhost`: an embedding page there is of the same site; in one at `127.0.0.1` the frame has no storage.
 */
export async function startFramingPage(host: 'localhost' | '127.0.0.1'): Promise<FramingPage> {
  let framed = 'about:blank';
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', `frame-src ${new URL(framed).origin}`);
    response.end(`<!doctype html><html lang="es"><title>Sitio</title><main><h1>Sitio</h1>
      <iframe id="chat" title="Chat" width="400" height="600" src="${framed}"></iframe></main>
      <script>
        const frame = document.querySelector('#chat').contentWindow;
        window.received = [];
        window.postToFrame = (message) => frame.postMessage(message, '*');
        addEventListener('message', ({ data, source }) => { if (source === frame) received.push(data); });
      </script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${host}:${port}`,
    setFrameUrl(address) {
      framed = address;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
