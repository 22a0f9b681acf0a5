import { z } from 'zod';
import { SECOND } from '../../../domain/time';
import type { RedisClient } from '../client';
import { loadScript } from '../script';

/** The name of an entity under one of the ring's keys. */
export interface KeyName {
  /** With a hash tag. */
  readonly key: string;
  /** Keys in its slot that show that it is in use, by falling weight. */
  readonly usageKeys: readonly string[];
}

/** The names of one entity; that under the current key comes first. */
export type NameCandidates<N> = readonly [N, ...N[]];

export interface NameResolver {
  /** Returns the name in use, otherwise the current one. @throws Unavailable */
  find<N extends KeyName>(names: NameCandidates<N>): Promise<N>;
  /** The same before the name is used: concurrent callers get the same name. @throws Unavailable */
  reserve<N extends KeyName>(names: NameCandidates<N>): Promise<N>;
}

const Reply = z.tuple([z.number(), z.string()]);

/** How long a reservation stands (ms): longer than two commands may take, one to reserve the name and one to use it. */
const RESERVATION = 5 * SECOND;

/**
 * Resolves names during a key rotation, when an entity may be named under an earlier key and processes differ in which key is current.
 * An entity keeps its name. With one key Redis is not asked; with more it costs one round trip, with a command per name, because the names
 * are in different slots.
 */
export function createNameResolver(redis: RedisClient): NameResolver {
  const [find, reserve] = [loadScript(redis, 'naming', 'find'), loadScript(redis, 'naming', 'reserve')];
  const findAt = async (name: KeyName) => Reply.parse(await find(keysOf(name), []));
  const reserveAt = async (name: KeyName, wanted: KeyName) =>
    Reply.parse(await reserve(keysOf(name), [wanted.key, RESERVATION]));

  return {
    async find(names) {
      const [current, ...others] = names;
      if (others.length === 0) return current;
      return inUse(names, await Promise.all(names.map(findAt))) ?? current;
    },

    async reserve(names) {
      const [current, ...others] = names;
      if (others.length === 0) return current;
      const agreed = firstOf(names);
      const replies = await Promise.all(
        names.map((name) => (name === agreed ? reserveAt(name, current) : findAt(name))),
      );
      const reserved = replies.map(([, key]) => key).find((key) => key !== '');
      return inUse(names, replies) ?? names.find(({ key }) => key === reserved) ?? current;
    },
  };
}

const keysOf = ({ key, usageKeys }: KeyName): readonly string[] => [`${key}:name`, ...usageKeys];

/** Returns the name with the greatest weight. A tie is decided by the names themselves, because each process has its own order of keys. */
function inUse<N extends KeyName>(names: NameCandidates<N>, replies: readonly z.infer<typeof Reply>[]): N | undefined {
  const weights = replies.map(([weight]) => weight);
  const most = Math.max(...weights);
  const heaviest = names.filter((_, at) => weights[at] === most);
  return most === 0 ? undefined : heaviest.reduce(earlier);
}

const firstOf = <N extends KeyName>([first, ...others]: NameCandidates<N>): N => others.reduce(earlier, first);

const earlier = <N extends KeyName>(one: N, other: N): N => (other.key < one.key ? other : one);

/** Makes a name of the value under each key of the ring. */
export const mapCandidates = <T, N>(
  [first, ...others]: NameCandidates<T>,
  make: (value: T, at: number) => N,
): NameCandidates<N> => [make(first, 0), ...others.map((value, at) => make(value, at + 1))];
