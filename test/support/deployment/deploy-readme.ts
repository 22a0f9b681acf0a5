import { readFileSync } from 'node:fs';

export const DEPLOY_README = 'deploy/README.md';

/** The commands that an operator copies out of the README, a block each. */
export const commandBlocks = (): readonly string[] =>
  [...readFileSync(DEPLOY_README, 'utf8').matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);

/** The one block of commands with these words in it. @throws Error when there is none, or more than one */
export function commandBlockWith(words: string): string {
  const [block, ...others] = commandBlocks().filter((one) => one.includes(words));
  if (block === undefined || others.length > 0)
    throw new Error(`${others.length + (block ? 1 : 0)} blocks with ${words}`);
  return block;
}
