import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { EnvironmentAnswers, EnvironmentRequest } from './requests';

/** Names the socket of the environment server for Jest's workers. Jest's global setup sets it. */
export const SOCKET_VARIABLE = 'TEST_ENVIRONMENT_SOCKET';

/** Upper bound (ms) on the wait for the socket of the server, which may still be starting. */
const START_TIMEOUT = 60_000;

/** Returns whether this process belongs to a run of Jest. The benchmarks use the same helpers without one. */
export const hasEnvironment = (): boolean => process.env[SOCKET_VARIABLE] !== undefined;

/** Sends a request to the environment server of this run of Jest. @throws Error with the message of the server when it fails */
export async function askEnvironment<Requested extends EnvironmentRequest>(
  environmentRequest: Requested,
): Promise<EnvironmentAnswers[Requested['name']]> {
  const deadline = performance.now() + START_TIMEOUT;
  for (;;) {
    try {
      return (await post(JSON.stringify(environmentRequest))) as EnvironmentAnswers[Requested['name']];
    } catch (error) {
      if (!isStarting(error) || performance.now() > deadline) throw error;
      await delay(50);
    }
  }
}

function post(body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { socketPath: process.env[SOCKET_VARIABLE], method: 'POST', agent: false };
    const sent = request(options, (response) => {
      json(response).then((answer) => {
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error((answer as { message: string }).message));
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const isStarting = (error: unknown): boolean =>
  ['ENOENT', 'ECONNREFUSED'].includes(String((error as { code?: unknown }).code));
