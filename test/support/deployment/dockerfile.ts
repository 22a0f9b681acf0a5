export interface DockerInstruction {
  readonly name: string;
  /** What follows the name, on one line, without flags. */
  readonly argumentText: string;
  /** `--from=build` as `from: 'build'`. */
  readonly flags: Readonly<Record<string, string>>;
}

export interface BuildStage {
  readonly base: string;
  readonly name?: string;
  readonly instructions: readonly DockerInstruction[];
}

/** Reads as much of the language as our Dockerfile speaks. @throws Error on anything before the first FROM */
export function readDockerfile(text: string): readonly BuildStage[] {
  const stages: { base: string; name?: string; instructions: DockerInstruction[] }[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [base = '', , name] = instruction.argumentText.split(/\s+/);
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
export const parseExecForm = (text: string): readonly [string, ...string[]] =>
  JSON.parse(text) as [string, ...string[]];

/** `a=1 b="two words"` */
export const parsePairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/g)].map(([, name = '', quoted, plain]) => [
      name,
      quoted ?? plain ?? '',
    ]),
  );

const instructionsOf = (text: string): readonly DockerInstruction[] =>
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
        argumentText: given.slice(leading.length).trim(),
        flags: Object.fromEntries(flags) as Record<string, string>,
      };
    });
