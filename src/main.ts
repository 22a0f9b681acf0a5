import { demoEmployers, formatDemoEmployer } from './adapters/memory/demo-employers';
import { systemClock } from './adapters/system/clock';
import { compose, type Service } from './app/compose';
import { readConfig, type Config } from './config/config';
import { createLogger, type Log } from './app/logger';
import { passedEndOfLife } from './config/node-release';
import { shutDownOnSignal } from './app/signals';

void start();

async function start(): Promise<void> {
  const config = readOrExit();
  const log = createLogger(config.logLevel);
  if (config.isProduction) warnOfOldNode(log);
  try {
    const service = await compose(config, log);
    shutDownOnSignal(service, log);
    announce(config, service);
  } catch (error) {
    if (isPortError(error)) process.stderr.write(`${describePortError(error, config.port)}\n`);
    else log.fatal({ err: error }, 'cannot start');
    process.exit(1);
  }
}

/** Only warns: the operator decides when to replace a release that gets no more security fixes. */
function warnOfOldNode(log: Log): void {
  const endOfLife = passedEndOfLife(process.version, systemClock.now());
  if (endOfLife !== undefined)
    log.warn({ node: process.version, endOfLife }, 'Node is past its end of life; use a supported release');
}

/** Prints an invalid configuration as text instead of a stack, and exits with 78 (EX_CONFIG). */
function readOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'Bad configuration'}\n`);
    process.exit(78);
  }
}

/** An error that another port would avoid. */
type PortError = Error & { readonly code: 'EADDRINUSE' | 'EACCES' };

const isPortError = (error: unknown): error is PortError =>
  error instanceof Error &&
  'syscall' in error &&
  error.syscall === 'listen' &&
  'code' in error &&
  (error.code === 'EADDRINUSE' || error.code === 'EACCES');

function describePortError({ code }: PortError, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. End that, or name another one in PORT.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Name one above 1023 in PORT.`;
  }
}

/** Prints the addresses of the chat, the bot and the mailbox, and the demo employers. */
function announce({ publicUrl }: Config, { development, port }: Service): void {
  const lines = [`Chat: ${publicUrl}/`, `Bot (Emulator, channels): http://localhost:${port}/api/messages`];
  if (development.mailbox === 'local') lines.push(`Mailbox: ${publicUrl}/buzon`);
  if (development.employers === 'demo')
    lines.push('Demo employers (cédula · RUC · branch · what it shows):', ...demoEmployers.map(formatDemoEmployer));
  process.stdout.write(`${lines.join('\n')}\n`);
}
