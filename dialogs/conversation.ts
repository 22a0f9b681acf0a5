import type { RecoveryId } from '../src/ports/ids';
import type { ChatRecovery, RecoveryView } from '../src/recovery/recovery';
import { attachChat, type BotMessage, type Chat } from './chat';
import { DialogContext, DialogContextError, DialogSet, type DialogState, type TurnContext } from './framework';
import { withdrawOffer } from './input/said';
import { detachRecovery, stageKey, transitionFor } from './recovery-progress';
import type { Transition } from './transition';
import { type RootDialog } from './root-dialog';
import type { Session } from './session';
import { createStepNamer, shapeOf } from './dialog-tree';

/** What the dialogs need for one turn. */
export interface ConversationTurn {
  readonly context: TurnContext;
  readonly chat: Chat;
  readonly stack: DialogState;
}

export interface Conversation {
  /** See `shapeOf`. A stack that was stored under another shape cannot be continued. */
  readonly shape: string;
  /** Names the step at which a stack stands, for example `recovery:askRuc`. Never contains text of a person. */
  readonly nameStep: (stack: DialogState) => string;
  /** Sends the greeting with the menu. Does nothing in a conversation that has already started. */
  greet(turn: ConversationTurn): Promise<void>;
  /** Handles the person's message. */
  handleMessage(turn: ConversationTurn): Promise<void>;
  /** Sends the remark and repeats the current question, without reading a message. Greets in a conversation that has not started. */
  remind(turn: ConversationTurn, remark?: BotMessage): Promise<void>;
  /** Reports the current stage of a recovery of this conversation, unless it was already reported. */
  onRecoveryChanged(turn: ConversationTurn, recovery: RecoveryId): Promise<void>;
}

/**
 * Creates the conversation from its root dialog. Drives the dialog set directly, because the library's `runDialog` would also send the
 * whole stack as a trace activity.
 */
export function createConversation(root: RootDialog, recovery: ChatRecovery): Conversation {
  const dialogs = new DialogSet().add(root);
  let configuration: StateConfiguration | undefined;

  const createDialogContext = ({ chat, context, stack }: ConversationTurn): DialogContext => {
    attachChat(context, chat);
    // The library uses this configuration instead of building one in each turn. It holds nothing that belongs to a turn.
    context.turnState.set('DialogStateManagerConfiguration', configuration);
    const dialog = new DialogContext(dialogs, context, stack);
    configuration ??= withoutUnusedScopes(dialog.state.configuration);
    return dialog;
  };
  const startOver = async (dialog: DialogContext, transition: Transition) => {
    await dialog.cancelAllDialogs();
    await dialog.beginDialog(root.id, transition);
  };

  return {
    shape: shapeOf(root),
    nameStep: createStepNamer(root),

    greet: unwrapErrors(async (turn) => {
      const dialog = createDialogContext(turn);
      if (dialog.activeDialog === undefined) await dialog.beginDialog(root.id, { to: 'menu' } satisfies Transition);
    }),

    handleMessage: unwrapErrors(async (turn) => {
      const dialog = createDialogContext(turn);
      if (dialog.activeDialog === undefined)
        await dialog.beginDialog(root.id, await root.firstTransition(turn.context));
      else await dialog.continueDialog();
    }),

    remind: unwrapErrors(async (turn, remark?: BotMessage) => {
      const dialog = createDialogContext({ ...turn, chat: { ...turn.chat, reminder: { remark } } });
      if (dialog.activeDialog !== undefined) await dialog.continueDialog();
      else await dialog.beginDialog(root.id, { to: 'menu', ...(remark && { remark }) } satisfies Transition);
    }),

    onRecoveryChanged: unwrapErrors(async (turn, id: RecoveryId) => {
      const dialog = createDialogContext(turn);
      const view = await recovery.view(id);
      const { session } = turn.chat;
      if (isAlreadyReported(session, id, view)) return;
      if (session.recovery?.id === id) {
        withdrawOffer(session);
        const transition = transitionFor(view, session.recovery);
        if (transition.to === 'menu') detachRecovery(session, transition);
        await startOver(dialog, transition);
      } else if (view?.stage.kind === 'done') {
        withdrawOffer(session);
        session.announcedRecovery = id;
        session.locale = view.locale;
        await turn.chat.send({ key: 'recovery.done' });
      }
    }),
  };
}

/** A notification may be delivered twice after a crash, or after a reply that already reported the same stage. */
const isAlreadyReported = (session: Session, id: RecoveryId, view: RecoveryView | undefined): boolean =>
  session.announcedRecovery === id ||
  (session.recovery?.id === id && view !== undefined && session.reportedStage === stageKey(view.stage));

type StateConfiguration = DialogContext['state']['configuration'];

/**
 * Reduces the library's memory scopes, which no dialog here uses, to the two that every dialog context reads by itself. A turn creates
 * about nine contexts; searching the other scopes costs a twentieth of its work.
 */
const withoutUnusedScopes = ({ memoryScopes }: StateConfiguration): StateConfiguration => ({
  memoryScopes: memoryScopes.filter(({ name }) => name === 'turn' || name === 'dialog'),
  pathResolvers: [],
});

/** Rethrows the error of a step itself: the library wraps it in one that contains the whole stack with the person's answers. */
const unwrapErrors =
  <A extends unknown[]>(run: (...args: A) => Promise<void>) =>
  async (...args: A): Promise<void> => {
    try {
      await run(...args);
    } catch (error) {
      throw error instanceof DialogContextError ? error.error : error;
    }
  };
