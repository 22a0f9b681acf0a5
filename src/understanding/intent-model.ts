import type { IntentLabel } from './intent-labels';
import { createVectoriser, type SparseVector } from './vectoriser';
import { extractFeatures } from './text-features';

export interface IntentExample {
  readonly intent: IntentLabel;
  readonly text: string;
}

export interface ScoredIntent {
  readonly intent: IntentLabel;
  /** 0 to 1. The probabilities of all intents add up to 1. */
  readonly probability: number;
}

/** Returns all intents for a text, the most probable one first. */
export type IntentModel = (text: string) => readonly ScoredIntent[];

/** More rounds gain nothing on sentences that are not among the examples. */
const ROUNDS = 12;
const FIRST_RATE = 4;
const RATE_DECAY = 0.3;
/** The bias learns more slowly, because it is part of every example. */
const BIAS_RATE = 0.05;
/** A smaller error is not learnt from: most intents of most examples have such an error after the first round. */
const NEGLIGIBLE_ERROR = 1e-3;

/**
 * Trains a multinomial logistic regression by stochastic gradient descent. The same examples in the same order always give the same model.
 * Takes about a second for 3,400 examples.
 */
export function trainIntentModel(examples: readonly IntentExample[]): IntentModel {
  const intents = [...new Set(examples.map(({ intent }) => intent))];
  const features = examples.map(({ text }) => extractFeatures(text));
  const vectoriser = createVectoriser(features);
  const samples = examples.map(({ intent }, index) => ({
    label: intents.indexOf(intent),
    vector: vectoriser.vectorise(features[index] ?? new Map<string, number>()),
  }));
  const weights = createWeights(vectoriser.dimensions, intents.length);
  for (let round = 0; round < ROUNDS; round++) {
    const rate = FIRST_RATE / (1 + round * RATE_DECAY);
    for (const { label, vector } of shuffle(samples, round)) weights.learn(vector, label, rate);
  }
  return (text) =>
    Array.from(weights.probabilities(vectoriser.vectorise(extractFeatures(text))), (probability, index) => ({
      intent: intents[index] as IntentLabel,
      probability,
    })).sort((a, b) => b.probability - a.probability);
}

interface Weights {
  /** The result is overwritten by the next call. */
  probabilities(vector: SparseVector): Float64Array;
  learn(vector: SparseVector, label: number, rate: number): void;
}

function createWeights(dimensions: number, intentCount: number): Weights {
  const weights = new Float32Array(dimensions * intentCount);
  const bias = new Float32Array(intentCount);
  const result = new Float64Array(intentCount);

  const probabilities = ({ ids, values }: SparseVector): Float64Array => {
    result.set(bias);
    ids.forEach((id, place) => {
      const value = values[place] ?? 0;
      for (let intent = 0; intent < intentCount; intent++)
        result[intent] = (result[intent] ?? 0) + (weights[id * intentCount + intent] ?? 0) * value;
    });
    const highest = Math.max(...result);
    const exponentials = result.map((score) => Math.exp(score - highest));
    const sum = exponentials.reduce((total, each) => total + each, 0);
    result.set(exponentials.map((each) => each / sum));
    return result;
  };

  return {
    probabilities,
    learn(vector, label, rate) {
      const errors = probabilities(vector);
      errors[label] = (errors[label] ?? 0) - 1;
      errors.forEach((error, intent) => {
        if (Math.abs(error) < NEGLIGIBLE_ERROR) return;
        bias[intent] = (bias[intent] ?? 0) - rate * BIAS_RATE * error;
        vector.ids.forEach((id, place) => {
          const index = id * intentCount + intent;
          weights[index] = (weights[index] ?? 0) - rate * error * (vector.values[place] ?? 0);
        });
      });
    },
  };
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
