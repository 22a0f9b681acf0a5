import type { RecoveryStage } from '../src/ports/recovery/recovery-store';
import type { RecoveryView } from '../src/recovery/recovery';
import type { BotMessage } from './chat';
import type { Command } from './input/commands';
import type { Transition, OngoingRecovery } from './transition';
import type { Session } from './session';

/** Said instead of the summary: a "yes" begins again with the same answers. */
export const RECOVERY_OVER: BotMessage = { key: 'recovery.over', choices: ['yes', 'correct', 'cancel'] };

/** The conversation goes elsewhere, and remembers when it says there that the key was set. */
export function detachRecovery(session: Session, next: Transition): void {
  if (next.go === 'menu' && next.remark?.key === 'recovery.done') session.told = session.recovery?.id;
  session.recovery = undefined;
  session.said = undefined;
}

/** Remembers what was spoken of. A remark that sets the countdown tells how things stand; any other leaves them unsaid. */
export function rememberReportedStage(session: Session, stage: RecoveryStage, remark: BotMessage | undefined): void {
  if (remark === undefined || remark.countdown !== undefined) session.said = stageKey(stage);
}

/** Names a stage, so that a conversation knows whether it has spoken of it: news may come twice, and late. */
export const stageKey = (stage: RecoveryStage): string =>
  [stage.kind, 'mail' in stage ? stage.mail : '', 'endsAt' in stage ? stage.endsAt : ''].join(' ');

/**
 * Whether the recovery stands otherwise than was said last, and the person may not know: then whatever was written is answered with how
 * it stands, unless it asks for something of its own. A "yes" does not: it is meant for what was said before.
 */
export const isStageUnreported = (
  session: Session,
  view: RecoveryView | undefined,
  command: Command | undefined,
): boolean =>
  (command === undefined || command === 'yes') && view !== undefined && session.said !== stageKey(view.stage);

/** Where a conversation belongs, given how its recovery stands now. */
export function transitionFor(view: RecoveryView | undefined, recovery: OngoingRecovery): Transition {
  const over: Transition = { go: 'claim', draft: recovery.draft, remark: RECOVERY_OVER };
  if (view === undefined) return over;
  switch (view.stage.kind) {
    case 'sending':
    case 'live':
    case 'unsent':
    case 'ended':
      return { go: view.stage.mail, recovery };
    case 'bounced':
      return { go: 'in-person', reason: 'mail-bounces' };
    case 'opened':
      return { go: 'link', recovery };
    case 'done':
      return { go: 'menu', remark: { key: 'recovery.done' } };
    case 'cancelled':
      return over;
  }
}
