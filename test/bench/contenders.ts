import { resolve } from 'node:path';
import type { Program } from './server-process';
import { claimWalk, echoWalk, silentWalk, waterfallWalk, type Walk } from './walks';

export type ContenderName = 'restify' | 'echo' | 'waterfall' | 'memory' | 'redis';

/** A server that is measured, and what is said to it. */
export interface Contender {
  readonly name: ContenderName;
  readonly title: string;
  readonly program: Program;
  readonly walk: Walk;
}

export const ourService = resolve('dist/src/main.js');
const stock = (name: string) => ({ script: resolve(`dist/test/bench/servers/${name}.js`), environment: {} });

/** From the least work to the most. This bot on Redis only where there is one. */
export const contenders = (redisUrl: string | undefined): readonly Contender[] => [
  { name: 'restify', title: 'a  restify alone', program: stock('restify-alone'), walk: silentWalk },
  { name: 'echo', title: 'b  stock echo bot', program: stock('echo-bot'), walk: echoWalk },
  { name: 'waterfall', title: 'c  stock three-prompt waterfall', program: stock('waterfall-bot'), walk: waterfallWalk },
  { name: 'memory', title: 'd  this bot, memory', program: { script: ourService, environment: {} }, walk: claimWalk },
  ...(redisUrl === undefined ? [] : [redisContender(redisUrl)]),
];

const redisContender = (redisUrl: string): Contender => ({
  name: 'redis',
  title: 'e  this bot, Redis',
  program: { script: ourService, environment: redisEnvironment(redisUrl) },
  walk: claimWalk,
});

export const redisEnvironment = (redisUrl: string) => ({
  REDIS_URL: redisUrl,
  SECRET_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
});
