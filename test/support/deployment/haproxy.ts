import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithThisProcess } from '../processes/lifeline';
import { freePort } from '../redis/redis-server';
import { toolPath } from '../jest/required-tools';

export interface HaproxyProcess {
  /** `https://localhost:…` with a self-signed certificate. */
  readonly url: string;
  /** `http://localhost:…` */
  readonly plainUrl: string;
  /** The certificate file for clients that trust it. */
  readonly certificate: string;
  /** Returns the log. */
  output(): string;
  stop(): Promise<void>;
}

const START_WITHIN = 20_000;

/** Runs HAProxy with a configuration of the project. `settings` are those of compose.yaml other than addresses and certificate. */
export async function startHaproxy(file: string, settings: Readonly<Record<string, string>>): Promise<HaproxyProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-'));
  const [plain, secure] = [await freePort(), await freePort()];
  const certificate = createSelfSignedCertificate(folder);
  const child = spawn(toolPath('haproxy'), ['-W', '-db', '-f', file], {
    env: {
      PATH: process.env['PATH'],
      HTTP_ADDRESS: `127.0.0.1:${plain}`,
      HTTPS_ADDRESS: `127.0.0.1:${secure}`,
      CERTIFICATE: certificate,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(child, 'exit');
  endWithThisProcess(child, { folder });

  const isUp = () =>
    fetch(`http://127.0.0.1:${plain}/proxy-alive`).then(
      ({ ok }) => ok,
      () => false,
    );
  const deadline = performance.now() + START_WITHIN;
  while (!(await isUp())) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`HAProxy did not start: ${printed}`);
    }
    await delay(50);
  }
  return {
    url: `https://localhost:${secure}`,
    plainUrl: `http://localhost:${plain}`,
    certificate,
    output: () => printed,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Creates a self-signed certificate for `localhost` and returns one file with certificate and key, as HAProxy expects. */
function createSelfSignedCertificate(folder: string): string {
  const [certificate, key, both] = ['cert.pem', 'key.pem', 'both.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const about = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate];
  execFileSync(toolPath('openssl'), ['req', '-x509', ...about, ...made], { stdio: 'ignore' });
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
  return both;
}
