import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls, { type ConnectionOptions } from 'node:tls';
import { promisify } from 'node:util';
import { toolPath } from '../jest/required-tools';

export interface ReroutedHosts {
  /** While it is `down`, no connection succeeds. */
  state: 'up' | 'down';
  stop(): Promise<void>;
}

/** Resolves these host names to this machine and trusts a new certificate for them. TLS and certificate checks stay active. */
export async function rerouteHosts(names: readonly string[], answer: RequestListener): Promise<ReroutedHosts> {
  const certificate = await createCertificate(names);
  const server = createServer(certificate, (request, response) => {
    // Answers requests over connections that were kept alive.
    if (rerouted.state === 'down') request.socket.destroy();
    else answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { connect } = tls;

  const rerouted: ReroutedHosts = {
    state: 'up',
    async stop() {
      tls.connect = connect;
      await close(server);
    },
  };
  // The clients of `https` and `fetch` both connect through this function.
  tls.connect = ((options: ConnectionOptions, ...more: []) => {
    if (!names.includes(options.host ?? '')) return connect(options, ...more);
    // No server listens on port 1.
    const to = { host: '127.0.0.1', port: rerouted.state === 'up' ? port : 1 };
    return connect({ ...options, ...to, servername: options.host, ca: certificate.cert }, ...more);
  }) as typeof tls.connect;
  return rerouted;
}

async function createCertificate(names: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'names-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=stand-in', '-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join()}`];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    await promisify(execFile)(toolPath('openssl'), ['req', ...kind, ...subject, '-keyout', key, '-out', cert]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
