import { ComponentDialog, type Dialog } from './framework';

/** The names of all dialogs within this one and how many steps each has. */
export const shapeOf = (dialog: Dialog): string =>
  dialog instanceof ComponentDialog
    ? `${dialog.id}(${dialog.dialogs.getDialogs().map(shapeOf).join(' ')})`
    : dialog.getVersion();
