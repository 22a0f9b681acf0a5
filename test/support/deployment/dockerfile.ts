export interface DockerInstruction {
  readonly name: string;
  /** The text after the instruction's name, joined to one line, without flags. */
  readonly argumentText: string;
  /** The flags: `--from=build` as `from: 'build'`. */
  readonly flags: Readonly<Record<string, string>>;
}

export interface BuildStage {
  readonly base: string;
  readonly name?: string;
  readonly instructions: readonly DockerInstruction[];
}

/** Parses the subset of the language that the project's Dockerfile uses. @throws Error on an instruction before the first FROM */
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

/** Parses the exec form: `["node", "-e", "…"]`. */
export const parseExecForm = (text: string): readonly [string, ...string[]] =>
  JSON.parse(text) as [string, ...string[]];

/** Parses pairs: `a=1 b="two words"`. */
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
      const [, name = '', rest = ''] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      const [leading = ''] = /^(?:--[\w-]+=\S+\s+)*/.exec(rest) ?? [];
      const flags = [...leading.matchAll(/--([\w-]+)=(\S+)/g)].map(([, flag = '', value = '']) => [flag, value]);
      return {
        name,
        argumentText: rest.slice(leading.length).trim(),
        flags: Object.fromEntries(flags) as Record<string, string>,
      };
    });
