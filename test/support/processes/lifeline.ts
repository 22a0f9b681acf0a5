import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

export interface LifelineOptions {
  /** The signal that ends the child at once. */
  readonly signal?: 'KILL' | 'QUIT';
  /** A folder to be deleted after the child has ended. */
  readonly folder?: string;
}

/** Waits for the end of its input, which the system closes when the process at the other end dies for any reason. */
const SCRIPT = `
read -r _
kill -"$1" "$0"
while kill -0 "$0" 2>/dev/null; do sleep 0.1; done
[ -z "$2" ] || rm -rf "$2"
`;

/** Ends a child when this process ends, even when this process is killed. A small separate process waits for that until the child exits. */
export function endWithThisProcess(child: ChildProcess, { folder = '', signal = 'KILL' }: LifelineOptions = {}): void {
  if (child.pid === undefined) return;
  const watcher = spawn('sh', ['-c', SCRIPT, String(child.pid), signal, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to the whole process group, such as Ctrl-C, must not end the watcher before it has ended the child.
    detached: true,
  });
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  child.once('exit', () => watcher.kill('SIGKILL'));
}
