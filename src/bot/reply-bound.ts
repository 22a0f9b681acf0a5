/**
 * What `run` comes to, or the failure of its `late` when that takes longer than `bound` (ms). `late` never fulfils: whatever `run`
 * waits for has to be raced against it, so that nothing goes on after the end. A plain promise, because an abort signal handed to
 * Node's HTTP client costs as much as the request itself.
 */
export async function within<T>(bound: number, run: (late: Promise<never>) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, bound);
  });
  try {
    return await Promise.race([run(late), late]);
  } finally {
    clearTimeout(timer);
  }
}
