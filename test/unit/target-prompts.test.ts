import { promptForTarget, confirmUnregisteredTarget, type AskOperator } from '../../src/cli/target-prompts';
import { DEFAULT_FOREIGNER_PATTERN } from '../../src/domain/claim/foreigner-code';

/** Simulates a person who types these answers, and records the questions. */
function typing(...answers: readonly string[]) {
  const questions: string[] = [];
  const ask: AskOperator = (question) => {
    questions.push(question);
    return Promise.resolve(answers[questions.length - 1] ?? '');
  };
  return { ask, questions };
}

const ask = (...answers: readonly string[]) => promptForTarget(typing(...answers).ask, DEFAULT_FOREIGNER_PATTERN);
const RUC = '1799999915001';

describe('target typed by an operator', () => {
  it.each(['1710034065', '171003406-5', '17 1003 4065', '1.710.034.065', '171003406–5', '１７１００３４０６５'])(
    'reads a cédula that is typed as %s',
    async (typed) => {
      expect(await ask(typed, RUC, '')).toMatchObject({ document: { kind: 'cedula', number: '1710034065' } });
    },
  );

  it.each(['1799999915001', '1799999915-001', '179 999 991 5001', '1799999915.001'])(
    'reads an employer whose RUC is typed as %s',
    async (typed) => {
      expect(await ask('', typed, '')).toMatchObject({ document: undefined, ruc: RUC, branch: '0001' });
    },
  );

  it('reads a domestic employer in any spelling of the number', async () => {
    expect(await ask('', '1710034065-000', '')).toMatchObject({ ruc: '1710034065000' });
  });

  it.each(['171003406', '17100340655', '17-100-3406', '12345', '1.2345', '99 99 99 99 99'])(
    'rejects the ID %s, because digits alone are no foreigner’s code',
    async (typed) => {
      await expect(ask(typed, RUC, '')).rejects.toThrow('This is not an ID.');
    },
  );

  it('accepts a foreigner’s code with letters and hyphens', async () => {
    expect(await ask('ext-204518', RUC, '')).toMatchObject({ document: { kind: 'foreigner', code: 'EXT-204518' } });
  });
});

describe('confirmation for numbers that are not registered together', () => {
  it('suspends the target after the confirmation word is typed at a terminal', async () => {
    const { ask, questions } = typing('SUSPEND');
    await confirmUnregisteredTarget(ask, 'terminal');
    expect(questions).toEqual([expect.stringContaining('SUSPEND')]);
  });

  it.each(['', 'suspend', 'yes', 'sí'])('the target is not suspended when the answer is %j', async (word) => {
    await expect(confirmUnregisteredTarget(typing(word).ask, 'terminal')).rejects.toThrow('Nothing was suspended.');
  });

  it('neither suspends the target nor asks when no terminal is attached', async () => {
    const { ask, questions } = typing('SUSPEND');
    await expect(confirmUnregisteredTarget(ask, 'no-terminal')).rejects.toThrow('not registered together');
    expect(questions).toEqual([]);
  });
});
