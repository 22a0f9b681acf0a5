/** Waits for it, `ms` at most. @throws whatever it throws by then */
export async function within(ms: number, done: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, over]).finally(() => {
    clearTimeout(timer);
  });
}
