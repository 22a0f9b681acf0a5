import { hashOf, softmax, type LinearModel } from './linear-model';

export interface TrainingSample {
  readonly label: string;
  readonly features: ReadonlyMap<string, number>;
}

export interface TrainingOptions {
  /** A feature of fewer samples is noise, and is left out. */
  readonly fewestSamples: (feature: string) => number;
}

/** More rounds gain nothing on sentences that are not among the examples. */
const ROUNDS = 8;
const FIRST_RATE = 4;
const RATE_DECAY = 0.3;
/** The bias learns more slowly, because it is part of every example. */
const BIAS_RATE = 0.05;
/** The share of probability that a sample leaves to other labels, because its author may err and sentences are ambiguous. */
const DOUBT = 0.1;
/** A weight below this share of the label's largest one becomes zero. */
const NEGLIGIBLE_WEIGHT = 1.5 / 127;
/** The rarity of features that no sample has, as a share of the highest rarity. */
const UNKNOWN_SHARE = 0.5;

/** Trains a model by stochastic gradient descent. The same samples in the same order always give the same model. */
export function trainLinearModel(samples: readonly TrainingSample[], options: TrainingOptions): LinearModel {
  const labels = [...new Set(samples.map(({ label }) => label))];
  const vocabulary = createVocabulary(samples, options);
  const { hashes, rarities, unknownRarity } = vocabulary;
  const places = new Map(Array.from(hashes, (hash, place) => [hash, place]));
  const vectors = samples.map(({ features, label }) => ({
    label: labels.indexOf(label),
    ...vectorise(features, { places, rarities, unknownRarity }),
  }));
  const weights = new Float32Array(hashes.length * labels.length);
  const biases = new Float32Array(labels.length);
  for (let round = 0; round < ROUNDS; round++) {
    const rate = FIRST_RATE / (1 + round * RATE_DECAY);
    for (const vector of shuffle(vectors, round)) learn({ weights, biases }, vector, rate);
  }
  return { labels, hashes, rarities, unknownRarity, biases, ...compress(weights, labels.length) };
}

interface Vector {
  readonly label: number;
  readonly ids: Uint32Array;
  readonly values: Float32Array;
}

function createVocabulary(samples: readonly TrainingSample[], { fewestSamples }: TrainingOptions) {
  const counts = new Map<string, number>();
  for (const { features } of samples)
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const rarityOf = (count: number): number => Math.log(1 + samples.length / count);
  const kept = new Map<number, number>();
  for (const [feature, count] of counts)
    if (count >= fewestSamples(feature)) kept.set(hashOf(feature), rarityOf(count));
  const hashes = Uint32Array.from(kept.keys()).sort();
  return {
    hashes,
    rarities: Float32Array.from(hashes, (hash) => kept.get(hash) ?? 0),
    unknownRarity: UNKNOWN_SHARE * rarityOf(1),
  };
}

function vectorise(
  features: ReadonlyMap<string, number>,
  {
    places,
    rarities,
    unknownRarity,
  }: { readonly places: ReadonlyMap<number, number>; rarities: Float32Array; unknownRarity: number },
): Pick<Vector, 'ids' | 'values'> {
  const ids: number[] = [];
  const values: number[] = [];
  let square = 0;
  for (const [feature, value] of features) {
    const place = places.get(hashOf(feature));
    const weighted = value * (place === undefined ? unknownRarity : (rarities[place] ?? 0));
    square += weighted * weighted;
    if (place === undefined) continue;
    ids.push(place);
    values.push(weighted);
  }
  const length = Math.sqrt(square) || 1;
  return { ids: Uint32Array.from(ids), values: Float32Array.from(values, (value) => value / length) };
}

interface Weights {
  /** The weights of the first feature for all labels, then those of the second one, and so on. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

function learn({ biases, weights }: Weights, { ids, label, values }: Vector, rate: number): void {
  const count = biases.length;
  const steps = softmax(scoreVector({ biases, weights }, { ids, values })).map(
    (probability, each) => rate * (probability - DOUBT / count - (each === label ? 1 - DOUBT : 0)),
  );
  steps.forEach((step, each) => {
    biases[each] = (biases[each] as number) - BIAS_RATE * step;
  });
  ids.forEach((id, place) => {
    const value = values[place] as number;
    for (let each = 0; each < count; each++)
      weights[id * count + each] = (weights[id * count + each] as number) - (steps[each] as number) * value;
  });
}

function scoreVector({ biases, weights }: Weights, { ids, values }: Omit<Vector, 'label'>): Float64Array {
  const count = biases.length;
  const scores = Float64Array.from(biases);
  ids.forEach((id, place) => {
    const value = values[place] as number;
    for (let label = 0; label < count; label++)
      scores[label] = (scores[label] as number) + (weights[id * count + label] as number) * value;
  });
  return scores;
}

/** Stores each weight as a whole number from -127 to 127, and leaves out those that become negligible. */
function compress(weights: Float32Array, labelCount: number) {
  const scales = new Float32Array(labelCount);
  weights.forEach((weight, index) => {
    const label = index % labelCount;
    scales[label] = Math.max(scales[label] ?? 0, Math.abs(weight) / 127);
  });
  const featureCount = weights.length / labelCount;
  const starts = new Uint32Array(featureCount + 1);
  const entryLabels: number[] = [];
  const entryWeights: number[] = [];
  for (let feature = 0; feature < featureCount; feature++) {
    for (let label = 0; label < labelCount; label++) {
      const rounded = (weights[feature * labelCount + label] ?? 0) / (scales[label] || 1);
      if (Math.abs(rounded) < NEGLIGIBLE_WEIGHT * 127) continue;
      entryLabels.push(label);
      entryWeights.push(Math.round(rounded));
    }
    starts[feature + 1] = entryLabels.length;
  }
  return { scales, starts, entryLabels: Uint8Array.from(entryLabels), entryWeights: Int8Array.from(entryWeights) };
}

/** Returns the values in an order that depends on the seed alone (linear congruential generator of Numerical Recipes). */
function shuffle<Value>(values: readonly Value[], seed: number): readonly Value[] {
  let state = seed;
  const ranked = values.map((value) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { value, rank: state };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ value }) => value);
}
