import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

export interface LifelineOptions {
  /** What ends the child without delay and without leaving anything behind. */
  readonly signal?: 'KILL' | 'QUIT';
  /** Removed once the child has ended. */
  readonly folder?: string;
}

/** Waits for the end of its input, which the system closes when the process that holds the other end dies, however it dies. */
const SCRIPT = `
read -r _
kill -"$1" "$0"
while kill -0 "$0" 2>/dev/null; do sleep 0.1; done
[ -z "$2" ] || rm -rf "$2"
`;

/**
 * Ends a child when this process ends, even when this process is killed. A small process of its own watches over it until the child has
 * exited.
 */
export function endWithThisProcess(child: ChildProcess, { folder = '', signal = 'KILL' }: LifelineOptions = {}): void {
  if (child.pid === undefined) return;
  const watcher = spawn('sh', ['-c', SCRIPT, String(child.pid), signal, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A signal to the whole process group, such as Ctrl-C, must not end it before it has done its work.
    detached: true,
  });
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  child.once('exit', () => watcher.kill('SIGKILL'));
}
