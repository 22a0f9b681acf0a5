import { createKeyRing } from '../../../src/adapters/system/key-ring';

export const testKeyRing = createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, 'a key for tests only') }]);

/** The key ring of a service whose only secret is this byte, repeated. */
export const keyRingOfByte = (byte: number) => createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, byte) }]);

const earlier = { kid: 'k1', secret: Buffer.alloc(32, 'the key until now') };
const later = { kid: 'k2', secret: Buffer.alloc(32, 'the key from now on') };

/** The key rings of processes during a rotation; those of the two middle steps run at the same time. */
export const rotationKeyRings = {
  before: createKeyRing([earlier]),
  announced: createKeyRing([earlier, later]),
  changed: createKeyRing([later, earlier]),
  after: createKeyRing([later]),
};

const inConfig = ({ kid, secret }: typeof earlier): string => `${kid}:${secret.toString('base64')}`;

/** The same as values of `SECRET_KEYS`. */
export const rotationKeySettings = {
  before: inConfig(earlier),
  announced: `${inConfig(earlier)},${inConfig(later)}`,
  changed: `${inConfig(later)},${inConfig(earlier)}`,
  after: inConfig(later),
} satisfies Record<keyof typeof rotationKeyRings, string>;
