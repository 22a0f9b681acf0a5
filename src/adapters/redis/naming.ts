import { z } from 'zod';
import { SECOND } from '../../domain/time';
import type { RedisClient } from './client';
import { loadScript } from './script';

/** A name that something has under one of the ring's keys. */
export interface Name {
  /** With a hash tag. */
  readonly key: string;
  /** Keys in its slot that show that it is in use, the most telling first. */
  readonly signs: readonly string[];
}

/** The name under the current key first. */
export type Names<N> = readonly [N, ...N[]];

export interface Naming {
  /** The name in use, otherwise the current one. @throws Unavailable */
  find<N extends Name>(names: Names<N>): Promise<N>;
  /** The same for who is about to use it: those who ask at the same time are told the same. @throws Unavailable */
  settle<N extends Name>(names: Names<N>): Promise<N>;
}

const Answer = z.tuple([z.number(), z.string()]);

/** Longer than a command may take, twice: to ask for a name, and to use it. */
const CLAIM = 5 * SECOND;

/**
 * While keys are changed a thing may have been named under an earlier key, and some processes still hold that one for the current. What has
 * a name keeps it. With one key nothing is asked; with more it costs one round trip, a command for each name, as they are in different slots.
 */
export function createNaming(redis: RedisClient): Naming {
  const [look, claim] = [loadScript(redis, 'naming', 'look'), loadScript(redis, 'naming', 'claim')];
  const lookAt = async (name: Name) => Answer.parse(await look(keysOf(name), []));
  const claimAt = async (name: Name, wanted: Name) => Answer.parse(await claim(keysOf(name), [wanted.key, CLAIM]));

  return {
    async find(names) {
      const [current, ...others] = names;
      if (others.length === 0) return current;
      return inUse(names, await Promise.all(names.map(lookAt))) ?? current;
    },

    async settle(names) {
      const [current, ...others] = names;
      if (others.length === 0) return current;
      const agreed = firstOf(names);
      const answers = await Promise.all(names.map((name) => (name === agreed ? claimAt(name, current) : lookAt(name))));
      const claimed = answers.map(([, key]) => key).find((key) => key !== '');
      return inUse(names, answers) ?? names.find(({ key }) => key === claimed) ?? current;
    },
  };
}

const keysOf = ({ key, signs }: Name): readonly string[] => [`${key}:name`, ...signs];

/** Where two are in use, all choose the same one: an order of the keys would be each process's own. */
function inUse<N extends Name>(names: Names<N>, answers: readonly z.infer<typeof Answer>[]): N | undefined {
  const weights = answers.map(([weight]) => weight);
  const most = Math.max(...weights);
  const heaviest = names.filter((_, at) => weights[at] === most);
  return most === 0 ? undefined : heaviest.reduce(earlier);
}

const firstOf = <N extends Name>([first, ...others]: Names<N>): N => others.reduce(earlier, first);

const earlier = <N extends Name>(one: N, other: N): N => (other.key < one.key ? other : one);

/** Names that are made in one way from what each of the ring's keys gives. */
export const namesFrom = <T, N>([first, ...others]: Names<T>, make: (value: T, at: number) => N): Names<N> => [
  make(first, 0),
  ...others.map((value, at) => make(value, at + 1)),
];
