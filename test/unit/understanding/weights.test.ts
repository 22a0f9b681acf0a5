import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCALES } from '../../../src/domain/locale';
import { trainLinearModel } from '../../../src/understanding/model/train';
import { loadModels } from '../../../src/understanding/model/load-models';
import { decodeModels, encodeModels, LANGUAGE_MODEL } from '../../../src/understanding/model/weights-file';
import { scoreLabels } from '../../../src/understanding/model/linear-model';

const sample = (label: string, ...words: string[]) => ({ label, features: new Map(words.map((word) => [word, 1])) });
const train = () =>
  trainLinearModel(
    [sample('cat', 'soft', 'purrs'), sample('dog', 'loud', 'barks'), sample('cat', 'purrs'), sample('dog', 'barks')],
    { fewestSamples: () => 1 },
  );

/** Writes a file of weights, and returns its path. */
function fileOf(bytes: Uint8Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'weights-')), 'weights.bin');
  writeFileSync(path, bytes);
  return path;
}

describe('a linear model', () => {
  it('gives the label of its samples the highest score', () => {
    const model = train();
    const [cat = 0, dog = 0] = scoreLabels(model, new Map([['purrs', 1]]));
    expect(model.labels).toEqual(['cat', 'dog']);
    expect(cat).toBeGreaterThan(dog);
  });

  it('is the same after another training with the same samples', () => {
    expect(train()).toEqual(train());
  });

  it('is the same after it was written and read', () => {
    const models = new Map([
      ['animals', train()],
      ['again', train()],
    ]);
    expect(decodeModels(encodeModels(models))).toEqual(models);
  });
});

describe('loading the weights', () => {
  it('names the file and the command when the file is missing', () => {
    expect(() => loadModels('/nowhere/weights.bin')).toThrow(
      '/nowhere/weights.bin is missing or does not fit this build: run npm run build',
    );
  });

  it('refuses a file that is cut off', () => {
    const whole = encodeModels(loadModels());
    expect(() => loadModels(fileOf(whole.slice(0, whole.length / 2)))).toThrow('run npm run build');
  });

  it('refuses weights that were trained for other intents', () => {
    const other = new Map([...LOCALES, LANGUAGE_MODEL].map((name) => [name, train()]));
    expect(() => loadModels(fileOf(encodeModels(other)))).toThrow('run npm run build');
  });
});
