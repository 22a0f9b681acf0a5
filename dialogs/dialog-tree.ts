import { ComponentDialog, WaterfallDialog, type Dialog, type DialogState, type WaterfallStep } from './framework';

/** A waterfall that tells the names of its steps, which are those of their functions. The library keeps the steps private. */
export class NamedWaterfall<O extends object> extends WaterfallDialog<O> {
  readonly stepNames: readonly string[];

  constructor(id: string, steps: WaterfallStep<O>[]) {
    super(id, steps);
    this.stepNames = steps.map(({ name }) => name);
  }
}

/** Before the first question. */
const NO_STEP = 'start';

const UNKNOWN = 'unknown';

/**
 * Names the step that a stack stands at, by its dialog and its function: `recovery:askRuc`. Every name comes from the dialogs as they are;
 * a stack of another shape has none of them.
 */
export function createStepNamer(root: Dialog): (stack: DialogState) => string {
  const names = new Map(namesIn(root, ''));
  return ({ dialogStack }) => {
    const path = pathOf(dialogStack);
    return path === '' ? NO_STEP : (names.get(path) ?? UNKNOWN);
  };
}

/** `root/recovery/steps/1` → `recovery:askRuc`. */
function namesIn(dialog: Dialog, within: string): readonly (readonly [path: string, name: string])[] {
  if (!(dialog instanceof ComponentDialog)) return [];
  const path = `${within}${dialog.id}/`;
  return dialog.dialogs
    .getDialogs()
    .flatMap((one) =>
      one instanceof NamedWaterfall
        ? one.stepNames.map((step, index) => [`${path}${one.id}/${String(index)}`, `${dialog.id}:${step}`] as const)
        : namesIn(one, path),
    );
}

interface Standing {
  readonly id: string;
  readonly state: { readonly stepIndex?: number; readonly dialogs?: DialogState } | undefined;
}

/** Down to the innermost dialog that has a stack, and there to its waterfall: prompts stand on top of it. */
function pathOf(stack: readonly Standing[]): string {
  const component = stack.findLast(({ state }) => state?.dialogs !== undefined);
  if (component?.state?.dialogs) return `${component.id}/${pathOf(component.state.dialogs.dialogStack)}`;
  const waterfall = stack.findLast(({ state }) => state?.stepIndex !== undefined);
  return waterfall ? `${waterfall.id}/${String(waterfall.state?.stepIndex)}` : '';
}
