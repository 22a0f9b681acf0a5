export interface Instruction {
  readonly name: string;
  /** What follows the name, on one line, without flags. */
  readonly rest: string;
  /** `--from=build` as `from: 'build'`. */
  readonly flags: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly base: string;
  readonly name?: string;
  readonly instructions: readonly Instruction[];
}

/** Reads as much of the language as our Dockerfile speaks. @throws Error on anything before the first FROM */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: { base: string; name?: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [base = '', , name] = instruction.rest.split(/\s+/);
      stages.push({ base, ...(name !== undefined && { name }), instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`${instruction.name} before FROM`);
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

/** The exec form: `["node", "-e", "…"]`. */
export const execForm = (text: string): readonly [string, ...string[]] => JSON.parse(text) as [string, ...string[]];

/** `a=1 b="two words"` */
export const pairsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, plain]) => [
      name,
      quoted ?? plain ?? '',
    ]),
  );

const instructionsOf = (text: string): readonly Instruction[] =>
  text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => {
      const [, name = '', given = ''] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      const [leading = ''] = /^(?:--[\w-]+=\S+\s+)*/.exec(given) ?? [];
      const flags = [...leading.matchAll(/--([\w-]+)=(\S+)/g)].map(([, flag = '', value = '']) => [flag, value]);
      return {
        name,
        rest: given.slice(leading.length).trim(),
        flags: Object.fromEntries(flags) as Record<string, string>,
      };
    });
