/** The requests of test files to the test environment, and the answer to each. */
export interface EnvironmentAnswers {
  /** Builds the product as `npm start` does, once per run. */
  readonly product: object;
  /** Builds the web files once per run. */
  readonly 'web-files': { readonly folder: string };
  /** Connects to the shared Chromium. */
  readonly browser: { readonly endpoint: string };
  /** The shared PostgreSQL server: its maintenance database, and a database with the current schema to copy. */
  readonly postgres: { readonly url: string; readonly template: string };
  /** A folder as `initdb` leaves it, to copy. */
  readonly 'postgres-folder': { readonly folder: string };
  /** An empty Redis for this test file alone, until it is released. */
  readonly 'acquire-redis': SharedRedis;
  readonly 'release-redis': object;
}

export interface SharedRedis {
  readonly id: number;
  /** The URL of one server, or the URLs of a cluster's masters, separated by commas. */
  readonly url: string;
}

export type RedisKind = 'server' | 'cluster';

export type EnvironmentRequest =
  | { readonly name: Exclude<keyof EnvironmentAnswers, 'acquire-redis' | 'release-redis'> }
  | { readonly name: 'acquire-redis'; readonly kind: RedisKind }
  | { readonly name: 'release-redis'; readonly id: number };
