import { readFileSync } from 'node:fs';

export const DEPLOY_README = 'deploy/README.md';

/** Returns the blocks of commands in the README. */
export const commandBlocks = (): readonly string[] =>
  [...readFileSync(DEPLOY_README, 'utf8').matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);

/** Returns the only block of commands that contains these words. @throws Error when there is none, or more than one */
export function commandBlockWith(words: string): string {
  const [block, ...others] = commandBlocks().filter((one) => one.includes(words));
  if (block === undefined || others.length > 0)
    throw new Error(`${others.length + (block ? 1 : 0)} blocks with ${words}`);
  return block;
}
