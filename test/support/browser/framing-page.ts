import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FramingPage {
  readonly origin: string;
  /** What the page frames from now on. */
  setFrameUrl(address: string): void;
  stop(): Promise<void>;
}

/**
 * A page of somebody else's with the chat in a frame, at an address of its own. What it hears stands in `window.heard`; `tell` posts to the
 * frame. The service is at `localhost`: there both are of one site, though not of one origin; from `127.0.0.1` the browser grants the frame no
 * storage.
 */
export async function startFramingPage(host: 'localhost' | '127.0.0.1'): Promise<FramingPage> {
  let framed = 'about:blank';
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="es"><title>Sitio</title><main><h1>Sitio</h1>
      <iframe id="chat" title="Chat" width="400" height="600" src="${framed}"></iframe></main>
      <script>
        const frame = document.querySelector('#chat').contentWindow;
        window.heard = [];
        window.tell = (message) => frame.postMessage(message, '*');
        addEventListener('message', ({ data, source }) => { if (source === frame) heard.push(data); });
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
