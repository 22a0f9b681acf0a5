import type { Config } from '../config/config';
import { formatDayAndTime, type Instant } from '../domain/time';
import { suspendTarget as suspendOne } from '../recovery/target/suspension';
import { findClaims, runTargetCommand, withPorts } from './target-command';
import { confirmUnregisteredTarget, promptForDuration, type AskOperator, type TargetAnswers } from './target-prompts';

void runTargetCommand(suspendTarget);

/** `npm run target:suspend`: suspends self-service for a target whose person disavows a recovery. */
async function suspendTarget(config: Config, target: TargetAnswers, ask: AskOperator): Promise<string> {
  const ms = await promptForDuration(ask);
  const { claims, registration } = await findClaims(config, target);
  if (registration === 'unknown')
    await confirmUnregisteredTarget(ask, process.stdin.isTTY ? 'terminal' : 'no-terminal');
  const ends = await withPorts(config, (ports) => Promise.all(claims.map((claim) => suspendOne(ports, claim, ms))));
  const first = Math.min(...ends) as Instant;
  return `Suspended until ${formatDayAndTime(first)}, Ecuador time, for ${ends.length} of the persons who may act for the employer.`;
}
