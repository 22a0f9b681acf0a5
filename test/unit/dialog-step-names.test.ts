import { createRootDialog } from '../../dialogs/create-root-dialog';
import { createStepNamer } from '../../dialogs/dialog-tree';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/claim/foreigner-code';
import { answerNumbers } from '../../src/app/answer-numbers';
import { createInPersonGuide } from '../../src/i18n/in-person-guide';
import { createInMemoryRecovery, words } from '../support/recovery/in-memory-recovery';
import { recogniser } from '../support/understanding/recogniser';

describe('name of a dialog step', () => {
  const nameStep = createStepNamer(
    createRootDialog({
      recovery: createInMemoryRecovery().chat,
      recognise: recogniser,
      catalog: words,
      guide: createInPersonGuide(),
      numbers: answerNumbers(6),
      foreignerPattern: DEFAULT_FOREIGNER_PATTERN,
    }),
  );
  const createDialogState = (id: string, stepIndex: number, dialog = 'recovery') => {
    const inner = [
      { id, state: { stepIndex, options: {}, values: {} } },
      { id: 'answer', state: { options: {}, state: {} } },
    ];
    const outer = [
      { id: 'steps', state: { stepIndex: 0 } },
      { id: dialog, state: { dialogs: { dialogStack: inner } } },
    ];
    return { dialogStack: [{ id: 'root', state: { dialogs: { dialogStack: outer } } }] };
  };

  it('the name of a step consists of the innermost dialog and the function that prompted', () => {
    expect(nameStep(createDialogState('steps', 1))).toBe('recovery:askRuc');
    expect(nameStep(createDialogState('steps', 0, 'code'))).toBe('code:askCode');
  });

  it('the name is "start" for every conversation that has not started', () => {
    expect(nameStep({ dialogStack: [] })).toBe('start');
  });

  it('the name is "unknown" for a stored stack that names no known step', () => {
    const strange = [
      createDialogState('1710034065', 0),
      createDialogState('steps', 99),
      createDialogState('steps', 0, '1710034065'),
    ];
    expect(strange.map(nameStep)).toEqual(['unknown', 'unknown', 'unknown']);
  });
});
