import { rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { json } from 'node:stream/consumers';
import { createSharedServices } from './shared-services';
import type { EnvironmentRequest } from './requests';

const [socket = ''] = process.argv.slice(2);
const services = createSharedServices();

/** Answers requests on a Unix socket that only this run of Jest knows. Failures are returned to the requesting test. */
const server = createServer((request, response) => {
  json(request)
    .then((environmentRequest) => services.serve(environmentRequest as EnvironmentRequest))
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

// Jest has the other end of the standard input. The system closes it when Jest ends, even when Jest is killed.
process.stdin.resume().once('close', () => {
  void services.stop().finally(() => {
    rmSync(dirname(socket), { recursive: true, force: true });
    process.exit();
  });
});
