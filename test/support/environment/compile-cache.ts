import vm from 'node:vm';

interface Compiled {
  readonly code: string;
  readonly data: Buffer;
}

/** By file name. */
const compiled = new Map<string, Compiled>();

/**
 * Lets V8 keep what it learnt when a worker first compiled a file. Jest compiles every file anew for each test file, the thousand files of the
 * Bot Framework included, which takes a worker a second and more each time.
 */
export function keepCompiledFiles(): void {
  const { compileFunction } = vm;
  vm.compileFunction = (code, params, options = {}) => {
    const { filename = '' } = options;
    const kept = compiled.get(filename);
    if (kept?.code === code) return compileFunction(code, params, { ...options, cachedData: kept.data });
    const made = compileFunction(code, params, { ...options, produceCachedData: true });
    if (made.cachedData) compiled.set(filename, { code, data: made.cachedData });
    return made;
  };
}
