import { z } from 'zod';
import { SECOND } from '../../../domain/time';
import type { RedisClient } from '../client';
import { loadScript } from '../script';

/** A name that something has under one of the ring's keys. */
export interface KeyName {
  /** With a hash tag. */
  readonly key: string;
  /** Keys in its slot that show that it is in use, the most telling first. */
  readonly usageKeys: readonly string[];
}

/** The name under the current key first. */
export type NameCandidates<N> = readonly [N, ...N[]];

export interface NameResolver {
  /** The name in use, otherwise the current one. @throws Unavailable */
  find<N extends KeyName>(names: NameCandidates<N>): Promise<N>;
  /** The same for who is about to use it: those who ask at the same time are told the same. @throws Unavailable */
  reserve<N extends KeyName>(names: NameCandidates<N>): Promise<N>;
}

const Answer = z.tuple([z.number(), z.string()]);

/** Longer than a command may take, twice: to ask for a name, and to use it. */
const CLAIM = 5 * SECOND;

/**
 * While keys are changed a thing may have been named under an earlier key, and some processes still hold that one for the current. What has
 * a name keeps it. With one key nothing is asked; with more it costs one round trip, a command for each name, as they are in different slots.
 */
export function createNameResolver(redis: RedisClient): NameResolver {
  const [look, claim] = [loadScript(redis, 'naming', 'find'), loadScript(redis, 'naming', 'reserve')];
  const lookAt = async (name: KeyName) => Answer.parse(await look(keysOf(name), []));
  const claimAt = async (name: KeyName, wanted: KeyName) =>
    Answer.parse(await claim(keysOf(name), [wanted.key, CLAIM]));

  return {
    async find(names) {
      const [current, ...others] = names;
      if (others.length === 0) return current;
      return inUse(names, await Promise.all(names.map(lookAt))) ?? current;
    },

    async reserve(names) {
      const [current, ...others] = names;
      if (others.length === 0) return current;
      const agreed = firstOf(names);
      const answers = await Promise.all(names.map((name) => (name === agreed ? claimAt(name, current) : lookAt(name))));
      const claimed = answers.map(([, key]) => key).find((key) => key !== '');
      return inUse(names, answers) ?? names.find(({ key }) => key === claimed) ?? current;
    },
  };
}

const keysOf = ({ key, usageKeys }: KeyName): readonly string[] => [`${key}:name`, ...usageKeys];

/** Where two are in use, all choose the same one: an order of the keys would be each process's own. */
function inUse<N extends KeyName>(names: NameCandidates<N>, answers: readonly z.infer<typeof Answer>[]): N | undefined {
  const weights = answers.map(([weight]) => weight);
  const most = Math.max(...weights);
  const heaviest = names.filter((_, at) => weights[at] === most);
  return most === 0 ? undefined : heaviest.reduce(earlier);
}

const firstOf = <N extends KeyName>([first, ...others]: NameCandidates<N>): N => others.reduce(earlier, first);

const earlier = <N extends KeyName>(one: N, other: N): N => (other.key < one.key ? other : one);

/** Names that are made in one way from what each of the ring's keys gives. */
export const mapCandidates = <T, N>(
  [first, ...others]: NameCandidates<T>,
  make: (value: T, at: number) => N,
): NameCandidates<N> => [make(first, 0), ...others.map((value, at) => make(value, at + 1))];
