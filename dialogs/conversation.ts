import type { RecoveryId } from '../src/ports/ids';
import type { ChatRecovery, RecoveryView } from '../src/recovery/recovery';
import { attachChat, type Chat } from './chat';
import { DialogContext, DialogContextError, DialogSet, type DialogState, type TurnContext } from './framework';
import { detachRecovery, stageKey, transitionFor } from './recovery-progress';
import type { Transition } from './transition';
import { type RootDialog } from './root-dialog';
import type { Session } from './session';
import { shapeOf } from './shape';
import { createStepNamer } from './dialog-tree';

/** One turn's way into the dialogs. */
export interface ConversationTurn {
  readonly context: TurnContext;
  readonly chat: Chat;
  readonly stack: DialogState;
}

export interface Conversation {
  /** Changes whenever a dialog's steps change: a stack of another shape cannot be gone on with. */
  readonly shape: string;
  /** The step that such a stack stands at, by a name from this code: `recovery:askRuc`. */
  readonly nameStep: (stack: DialogState) => string;
  /** Greets and shows what can be done here; a conversation already under way is left alone. */
  greet(turn: ConversationTurn): Promise<void>;
  /** Says what the message leads to. */
  handleMessage(turn: ConversationTurn): Promise<void>;
  /** Something changed in a recovery of this conversation: looks, and says what it sees. */
  onRecoveryChanged(turn: ConversationTurn, recovery: RecoveryId): Promise<void>;
}

/** The dialogs as one thing. The set is driven directly: the library's `runDialog` would also send the whole stack as a trace. */
export function createConversation(root: RootDialog, recovery: ChatRecovery): Conversation {
  const dialogs = new DialogSet().add(root);
  let memory: DialogMemory | undefined;

  const enter = ({ chat, context, stack }: ConversationTurn): DialogContext => {
    attachChat(context, chat);
    // The library looks here before it builds one anew in each turn; nothing in it belongs to a turn.
    context.turnState.set('DialogStateManagerConfiguration', memory);
    const dialog = new DialogContext(dialogs, context, stack);
    memory ??= leanOf(dialog.state.configuration);
    return dialog;
  };
  const startOver = async (dialog: DialogContext, next: Transition) => {
    await dialog.cancelAllDialogs();
    await dialog.beginDialog(root.id, next);
  };

  return {
    shape: shapeOf(root),
    nameStep: createStepNamer(root),

    greet: unwrapping(async (turn) => {
      const dialog = enter(turn);
      if (dialog.activeDialog === undefined) await dialog.beginDialog(root.id, { go: 'menu' } satisfies Transition);
    }),

    handleMessage: unwrapping(async (turn) => {
      const dialog = enter(turn);
      if (dialog.activeDialog === undefined)
        await dialog.beginDialog(root.id, root.firstTransition(turn.chat, turn.context.activity.text));
      else await dialog.continueDialog();
    }),

    onRecoveryChanged: unwrapping(async (turn, id: RecoveryId) => {
      const dialog = enter(turn);
      const view = await recovery.view(id);
      const { session } = turn.chat;
      if (isOld(session, id, view)) return;
      if (session.recovery?.id === id) {
        const next = transitionFor(view, session.recovery);
        if (next.go === 'menu') detachRecovery(session, next);
        await startOver(dialog, next);
      } else if (view?.stage.kind === 'done') {
        session.told = id;
        session.locale = view.locale;
        await turn.chat.send({ key: 'recovery.done' });
      }
    }),
  };
}

/** News may come twice, after a crash, and late, after an answer that told the same. */
const isOld = (session: Session, id: RecoveryId, view: RecoveryView | undefined): boolean =>
  session.told === id || (session.recovery?.id === id && view !== undefined && session.said === stageKey(view.stage));

type DialogMemory = DialogContext['state']['configuration'];

/**
 * The library's memory by path, which no dialog here uses, cut down to the two scopes that each context looks into by itself: a turn
 * makes about nine contexts, and their search through the others costs a twentieth of its work.
 */
const leanOf = ({ memoryScopes }: DialogMemory): DialogMemory => ({
  memoryScopes: memoryScopes.filter(({ name }) => name === 'turn' || name === 'dialog'),
  pathResolvers: [],
});

/** The library hides what a step threw in an error of its own, with the whole stack and the person's answers in it. */
const unwrapping =
  <A extends unknown[]>(run: (...given: A) => Promise<void>) =>
  async (...given: A): Promise<void> => {
    try {
      await run(...given);
    } catch (error) {
      throw error instanceof DialogContextError ? error.error : error;
    }
  };
