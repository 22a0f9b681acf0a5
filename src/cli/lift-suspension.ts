import type { Config } from '../config/config';
import { liftSuspension as liftOne } from '../recovery/target/suspension';
import { findClaims, printNotice, runTargetCommand, withPorts } from './target-command';
import { NOT_REGISTERED_TOGETHER, type TargetAnswers } from './target-prompts';

void runTargetCommand(liftSuspension);

/** `npm run target:lift`: ends a suspension before its time. Works for unregistered numbers too, because the registry may have changed. */
async function liftSuspension(config: Config, target: TargetAnswers): Promise<string> {
  const { claims, registration } = await findClaims(config, target);
  if (registration === 'unknown') printNotice(NOT_REGISTERED_TOGETHER);
  const outcomes = await withPorts(config, (ports) => Promise.all(claims.map((claim) => liftOne(ports, claim))));
  const lifted = outcomes.filter((outcome) => outcome !== 'not-suspended');
  return lifted.length > 0
    ? `Suspension lifted for ${lifted.length} ${lifted.length === 1 ? 'person' : 'persons'}.`
    : 'No suspension found for this target.';
}
