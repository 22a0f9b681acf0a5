import { z } from 'zod';
import type { LinearModel } from './linear-model';

/** Changes when files of the former format can no longer be read. */
const FORMAT = 1;

/** The arrays of a model in the order in which they follow each other. Those with larger elements come first, so that all are aligned. */
const ARRAYS = [
  ['hashes', Uint32Array],
  ['rarities', Float32Array],
  ['starts', Uint32Array],
  ['scales', Float32Array],
  ['biases', Float32Array],
  ['entryWeights', Int8Array],
  ['entryLabels', Uint8Array],
] as const;

const Header = z.strictObject({
  format: z.literal(FORMAT),
  models: z.array(
    z.strictObject({
      name: z.string(),
      labels: z.array(z.string()),
      unknownRarity: z.number(),
      lengths: z.array(z.number().int().nonnegative()).length(ARRAYS.length),
    }),
  ),
});

/** The name of the model that tells the languages apart. The others have the name of their language. */
export const LANGUAGE_MODEL = 'language';

const ALIGNMENT = 4;
const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

/** Writes models into one file: the length of the header, the header as JSON, and the arrays of each model. */
export function encodeModels(models: ReadonlyMap<string, LinearModel>): Uint8Array {
  const header: z.infer<typeof Header> = {
    format: FORMAT,
    models: Array.from(models, ([name, model]) => ({
      name,
      labels: [...model.labels],
      unknownRarity: model.unknownRarity,
      lengths: ARRAYS.map(([key]) => model[key].length),
    })),
  };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    new Uint8Array(Uint32Array.of(head.length).buffer),
    head,
    ...[...models.values()].flatMap((model) =>
      ARRAYS.map(([key]) => new Uint8Array(model[key].buffer, model[key].byteOffset, model[key].byteLength)),
    ),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + aligned(part.length), 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += aligned(part.length);
  }
  return bytes;
}

/** Reads what `encodeModels` wrote. The arrays are views of the bytes. @throws when the bytes have another format */
export function decodeModels(bytes: Uint8Array): ReadonlyMap<string, LinearModel> {
  const buffer = bytes.slice().buffer;
  const headLength = new Uint32Array(buffer, 0, 1)[0] ?? 0;
  const { models } = Header.parse(JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, ALIGNMENT, headLength))));
  let offset = ALIGNMENT + aligned(headLength);
  return new Map(
    models.map(({ labels, lengths, name, unknownRarity }) => {
      const arrays = ARRAYS.map(([key, ArrayType], index) => {
        const array = new ArrayType(buffer, offset, lengths[index] ?? 0);
        offset += aligned(array.byteLength);
        return [key, array];
      });
      return [name, { labels, unknownRarity, ...(Object.fromEntries(arrays) as ModelArrays) }];
    }),
  );
}

type ModelArrays = Omit<LinearModel, 'labels' | 'unknownRarity'>;
