import { rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { json } from 'node:stream/consumers';
import { createSharedServices } from './shared-services';
import type { EnvironmentRequest } from './requests';

const [socket = ''] = process.argv.slice(2);
const services = createSharedServices();

/** Answers on a Unix socket that only this run of Jest knows. A failure is told to the test that asked. */
const server = createServer((request, response) => {
  json(request)
    .then((asked) => services.serve(asked as EnvironmentRequest))
    .then(
      (answer) => {
        send(response, 200, answer);
      },
      (error: unknown) => {
        send(response, 500, { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      },
    );
});
server.listen(socket);

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

// Jest holds the other end of the standard input. The system closes it when Jest ends, even when Jest was killed.
process.stdin.resume().once('close', () => {
  void services.stop().finally(() => {
    rmSync(dirname(socket), { recursive: true, force: true });
    process.exit();
  });
});
