/** A trained multinomial logistic regression in the form in which it is stored. Features are known by their hashes alone. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** Ascending. */
  readonly hashes: Uint32Array;
  /** The inverse document frequency of each feature. */
  readonly rarities: Float32Array;
  /** The weights of feature `i` are the entries from `starts[i]` to `starts[i + 1]`. Weights that are zero are left out. */
  readonly starts: Uint32Array;
  readonly entryLabels: Uint8Array;
  /** A weight is the entry times the scale of its label. */
  readonly entryWeights: Int8Array;
  readonly scales: Float32Array;
  readonly biases: Float32Array;
  /** The rarity of features that training has not seen. They make a text longer, and with it every known feature less telling. */
  readonly unknownRarity: number;
}

/** Returns the score of each label, in the order of `model.labels`: the logarithm of its probability, but for a constant. */
export function scoreLabels(model: LinearModel, features: ReadonlyMap<string, number>): Float64Array {
  const sums = new Float64Array(model.labels.length);
  let square = 0;
  for (const [feature, value] of features) {
    const place = indexOf(model.hashes, hashOf(feature));
    const weighted = value * (model.rarities[place] ?? model.unknownRarity);
    square += weighted * weighted;
    if (place !== -1) addEntries(sums, model, { place, weighted });
  }
  const length = Math.sqrt(square) || 1;
  return sums.map((sum, label) => (sum * (model.scales[label] ?? 0)) / length + (model.biases[label] ?? 0));
}

function addEntries(
  sums: Float64Array,
  { entryLabels, entryWeights, starts }: LinearModel,
  { place, weighted }: { readonly place: number; readonly weighted: number },
): void {
  const end = starts[place + 1] ?? 0;
  for (let entry = starts[place] ?? end; entry < end; entry++) {
    const label = entryLabels[entry] as number;
    sums[label] = (sums[label] as number) + (entryWeights[entry] as number) * weighted;
  }
}

/** Whether training has seen the feature. */
export const hasFeature = (model: LinearModel, feature: string): boolean =>
  indexOf(model.hashes, hashOf(feature)) !== -1;

/** Returns the probabilities that belong to scores. */
export function softmax(scores: Float64Array): Float64Array {
  const highest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = scores.map((score) => Math.exp(score - highest));
  const sum = exponentials.reduce((total, each) => total + each, 0);
  return exponentials.map((each) => each / sum);
}

/** FNV-1a with 32 bits over UTF-16 units. Among 100,000 features about one pair has the same hash. */
export function hashOf(feature: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < feature.length; index++) hash = Math.imul(hash ^ feature.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function indexOf(ascending: Uint32Array, wanted: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ascending[middle] ?? 0;
    if (found === wanted) return middle;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
