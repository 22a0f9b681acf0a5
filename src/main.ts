import { demoEmployers, demoLine } from './adapters/memory/demo-employers';
import { compose, type Service } from './compose';
import { readConfig, type Config } from './config';
import { createLog, type Log } from './log';

void start();

async function start(): Promise<void> {
  const config = readOrExit();
  const log = createLog(config.logLevel);
  try {
    const service = await compose(config, log);
    announce(config, service);
    stopOnSignal(service, log);
  } catch (error) {
    log.fatal({ err: error }, 'cannot start');
    process.exit(1);
  }
}

/** A wrong configuration is told to the operator in words, not as a stack. */
function readOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'Bad configuration'}\n`);
    process.exit(78);
  }
}

/** The lines a tester needs: where to talk, where the mail is, whom to be. */
function announce({ publicUrl }: Config, { desk, port }: Service): void {
  const lines = [`Chat: ${publicUrl}/`, `Bot (Emulator, channels): http://localhost:${port}/api/messages`];
  if (desk.mailbox === 'local') lines.push(`Mailbox: ${publicUrl}/buzon`);
  if (desk.employers === 'demo')
    lines.push('Demo employers (cédula · RUC · branch · what it shows):', ...demoEmployers.map(demoLine));
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The second signal ends the process at once. */
function stopOnSignal(service: Service, log: Log): void {
  const stop = (why: string, code = 0) => {
    log.info({ why }, 'stopping');
    service.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', () => {
    stop('SIGINT');
  });
  process.once('SIGTERM', () => {
    stop('SIGTERM');
  });
  process.once('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'unhandled rejection');
    stop('unhandled rejection', 1);
  });
}
