import { readFile } from 'node:fs/promises';
import { openDirectLine } from './direct-line';
import { openLocalMailbox } from './local-mailbox';
import { openTypist } from './open-typist';
import { parseOptions, type Options } from './options';
import { CODE, playScript, type Difference } from './play-script';
import { parseScript } from './script';
import { LEAVE, talk } from './talk';
import { Trouble } from './trouble';

void main(process.argv.slice(2));

/** `npm run chat`: the bot's conversation in a terminal, typed by somebody or played from a script. Exits with 1 on a difference and on trouble. */
async function main(args: readonly string[]): Promise<void> {
  try {
    const options = parseOptions(args);
    if (options.script === undefined) await converse(options);
    else await play(options, options.script);
  } catch (error) {
    process.stderr.write(`${error instanceof Trouble ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function converse({ locale, url }: Options): Promise<void> {
  const line = await openDirectLine(url, locale);
  const typist = openTypist();
  try {
    typist.print([`${url} · ${LEAVE.join(', ')} or Ctrl-C ends · the number before a choice picks it`]);
    await talk(line, typist);
  } finally {
    typist.close();
  }
}

async function play({ locale, url }: Options, file: string): Promise<void> {
  const script = parseScript(await textOf(file));
  const needsCode = script.some(({ kind, text }) => kind === 'typed' && text.includes(CODE));
  const mailbox = needsCode ? await openLocalMailbox(url) : undefined;
  const line = await openDirectLine(url, locale);
  const print = (lines: readonly string[]) => process.stdout.write(`${lines.join('\n')}\n`);
  const difference = await playScript(script, { line, print, ...(mailbox && { mailbox }) });
  if (difference !== undefined) throw new Trouble(`\n${file}, ${differenceLines(difference).join('\n')}`);
  print(['', `${file}: all ${script.filter(({ kind }) => kind === 'said').length} answers are as they should be.`]);
}

// Functions, which are there before the first line runs: `main` awaits nothing before it may need them.
async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Trouble(`Cannot read ${file}.`);
  }
}

function differenceLines({ expected, number, said }: Difference): readonly string[] {
  if (expected === undefined)
    return [`line ${number}: the bot said more than the script has.`, `  said      ${said ?? ''}`];
  const what = said === undefined ? 'the bot says nothing' : 'the bot said something else';
  return [
    `line ${number}: ${what}.`,
    `  expected  ${expected}`,
    ...(said === undefined ? [] : [`  said      ${said}`]),
  ];
}
