import { ComponentDialog, WaterfallDialog, type Dialog, type DialogState, type WaterfallStep } from './framework';

/**
 * Version of what is stored with a conversation's dialog stack beside the steps: locale keys, options, transitions, session fields.
 * Raise it when any of these is renamed or changes its meaning. The step counts do not show such a change, and a stored stack of the
 * former version would be continued with names that no longer exist.
 */
const STACK_VERSION = 4;

/** Returns the stack version and the tree of dialogs with their step counts. A conversation stored under another shape starts over. */
export const shapeOf = (root: Dialog): string => `${String(STACK_VERSION)} ${treeOf(root)}`;

const treeOf = (dialog: Dialog): string =>
  dialog instanceof ComponentDialog
    ? `${dialog.id}(${dialog.dialogs.getDialogs().map(treeOf).join(' ')})`
    : dialog.getVersion();

/** A waterfall whose steps are named after their functions. The library keeps its list of steps private. */
export class NamedWaterfall<O extends object> extends WaterfallDialog<O> {
  readonly stepNames: readonly string[];

  constructor(id: string, steps: WaterfallStep<O>[]) {
    super(id, steps);
    this.stepNames = steps.map(({ name }) => name);
  }
}

/** Name of an empty stack: the conversation has not started. */
const NO_STEP = 'start';

const UNKNOWN = 'unknown';

/**
 * Returns a function that names the step at which a stack stands by dialog and step function: `recovery:askRuc`. All names come from the
 * dialogs of this version; a stack that matches none of them is `unknown`.
 */
export function createStepNamer(root: Dialog): (stack: DialogState) => string {
  const names = new Map(namesIn(root, ''));
  return ({ dialogStack }) => {
    const path = pathOf(dialogStack);
    return path === '' ? NO_STEP : (names.get(path) ?? UNKNOWN);
  };
}

/** Maps paths to names: `root/recovery/steps/1` → `recovery:askRuc`. */
function namesIn(dialog: Dialog, parentPath: string): readonly (readonly [path: string, name: string])[] {
  if (!(dialog instanceof ComponentDialog)) return [];
  const path = `${parentPath}${dialog.id}/`;
  return dialog.dialogs
    .getDialogs()
    .flatMap((child) =>
      child instanceof NamedWaterfall
        ? child.stepNames.map((step, index) => [`${path}${child.id}/${String(index)}`, `${dialog.id}:${step}`] as const)
        : namesIn(child, path),
    );
}

interface StackEntry {
  readonly id: string;
  readonly state: { readonly stepIndex?: number; readonly dialogs?: DialogState } | undefined;
}

/** Returns the path of the waterfall in the innermost dialog that has a stack. The prompts above that waterfall are ignored. */
function pathOf(stack: readonly StackEntry[]): string {
  const component = stack.findLast(({ state }) => state?.dialogs !== undefined);
  if (component?.state?.dialogs) return `${component.id}/${pathOf(component.state.dialogs.dialogStack)}`;
  const waterfall = stack.findLast(({ state }) => state?.stepIndex !== undefined);
  return waterfall ? `${waterfall.id}/${String(waterfall.state?.stepIndex)}` : '';
}
