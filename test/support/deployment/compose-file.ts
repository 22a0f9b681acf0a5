import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly restart?: string;
  readonly init?: boolean;
  readonly user?: string;
  readonly stop_grace_period?: string;
  readonly networks: readonly string[] | Readonly<Record<string, { readonly ipv4_address: string }>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, string | number>> } };
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

export const COMPOSE_FILE = 'deploy/compose.yaml';

/** Reads the file with its anchors and merges resolved. */
export const readCompose = (): ComposeFile => parse(readFileSync(COMPOSE_FILE, 'utf8'), { merge: true }) as ComposeFile;

/** `${NAME}`, `${NAME:-default}` and `${NAME:?description}`; as in Compose, an empty value counts as missing. */
const VARIABLE = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** Returns the names of the variables in the text. */
export const composeVariables = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name));

/** Substitutes these values as Compose does. @throws Error with the message in the file when a required value is missing */
export function resolveCompose(values: Readonly<Record<string, string>>): ComposeFile {
  const valueOf = (name: string, [kind, other]: readonly [string | undefined, string]): string => {
    const value = values[name] ?? '';
    if (value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${other}`);
    return kind === '-' ? other : '';
  };
  const fill = (text: string): string =>
    text.replace(VARIABLE, (...[, name, kind, other]: [string, string, string?, string?]) =>
      valueOf(name, [kind, other ?? '']),
    );
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return fill(node);
    if (Array.isArray(node)) return node.map(visit);
    if (node === null || typeof node !== 'object') return node;
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, visit(value)]));
  };
  return visit(readCompose()) as ComposeFile;
}

/** Parses `NAME=value` lines and skips comments and empty lines. */
export const readEnvFile = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
