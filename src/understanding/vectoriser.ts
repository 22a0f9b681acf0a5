/** A vector of length 1: the ids of its features, and the value of each. */
export interface SparseVector {
  readonly ids: readonly number[];
  readonly values: readonly number[];
}

export interface Vectoriser {
  readonly dimensions: number;
  /** Features that no document has are left out. */
  vectorise(features: ReadonlyMap<string, number>): SparseVector;
}

/** A feature of one document alone is kept only when it is a word: character n-grams that occur once are mostly noise. */
const isKept = (feature: string, documents: number): boolean => documents > 1 || !feature.startsWith('part ');

/** Creates vectors whose features weigh the more, the fewer documents have them (inverse document frequency). */
export function createVectoriser(documents: readonly ReadonlyMap<string, number>[]): Vectoriser {
  const frequencies = new Map<string, number>();
  for (const features of documents)
    for (const feature of features.keys()) frequencies.set(feature, (frequencies.get(feature) ?? 0) + 1);
  const known = new Map<string, { readonly id: number; readonly weight: number }>();
  for (const [feature, frequency] of frequencies)
    if (isKept(feature, frequency))
      known.set(feature, { id: known.size, weight: Math.log(1 + documents.length / frequency) });

  return {
    dimensions: known.size,
    vectorise(features) {
      const found = [...features].flatMap(([feature, value]) => {
        const entry = known.get(feature);
        return entry ? [{ id: entry.id, value: value * entry.weight }] : [];
      });
      const length = Math.hypot(...found.map(({ value }) => value)) || 1;
      return { ids: found.map(({ id }) => id), values: found.map(({ value }) => value / length) };
    },
  };
}
