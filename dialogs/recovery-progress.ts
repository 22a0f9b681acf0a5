import type { RecoveryStage } from '../src/domain/recovery/stage';
import type { RecoveryView } from '../src/recovery/recovery';
import type { BotMessage } from './chat';
import type { GivenCommand } from './input/commands';
import type { Transition, OngoingRecovery } from './transition';
import type { Session } from './session';

/** Replaces the summary after a recovery has ended. A "yes" to it begins a new recovery with the same answers. */
export const RECOVERY_OVER: BotMessage = { key: 'recovery.over', choices: ['yes', 'correct', 'cancel'] };

/**
 * Removes the recovery from the session. Its answers are kept, to continue with them or to recover the key of another branch or RUC. If the
 * transition announces that the key was set, the session remembers that.
 */
export function detachRecovery(session: Session, transition: Transition): void {
  if (transition.to === 'menu' && transition.isDone) {
    session.announcedRecovery = session.recovery?.id;
    session.doneDraft = session.recovery?.draft;
  } else {
    session.keptDraft = session.recovery?.draft;
  }
  session.recovery = undefined;
  session.reportedStage = undefined;
}

/** Remembers the stage as reported, unless a remark replaces the report. A remark that sets the countdown reports the stage itself. */
export function rememberReportedStage(session: Session, stage: RecoveryStage, remark: BotMessage | undefined): void {
  if (remark === undefined || remark.countdown !== undefined) session.reportedStage = stageKey(stage);
}

/** Identifies a stage in `Session.reportedStage`, because a notification may be delivered twice or late. */
export const stageKey = (stage: RecoveryStage): string =>
  [stage.kind, 'mail' in stage ? stage.mail : '', 'endsAt' in stage ? stage.endsAt : ''].join(' ');

/**
 * Whether the recovery has reached a stage that the person does not know of. Then the reply reports the stage, unless the message is a
 * command. A "yes" is no exception, because it answers the message before.
 */
export const isStageUnreported = (
  session: Session,
  view: RecoveryView | undefined,
  command: GivenCommand | undefined,
): boolean =>
  (command === undefined || command === 'yes') && view !== undefined && session.reportedStage !== stageKey(view.stage);

/** Returns the transition to the dialog that handles the recovery's current stage. */
export function transitionFor(view: RecoveryView | undefined, recovery: OngoingRecovery): Transition {
  const toSummary: Transition = { to: 'claim', draft: recovery.draft, remark: RECOVERY_OVER };
  if (view === undefined) return toSummary;
  switch (view.stage.kind) {
    case 'sending':
    case 'live':
    case 'unsent':
    case 'ended':
      return { to: view.stage.mail, recovery };
    case 'bounced':
      return { to: 'in-person', reason: 'mail-bounces' };
    case 'opened':
      return { to: 'link', recovery };
    case 'done':
      return { to: 'menu', remark: { key: 'recovery.done' }, isDone: true };
    case 'cancelled':
      return toSummary;
  }
}
