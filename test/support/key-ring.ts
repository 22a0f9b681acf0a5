import { createKeyRing } from '../../src/adapters/system/key-ring';

export const testKeyRing = createKeyRing([{ kid: 'test', secret: Buffer.alloc(32, 'a key for tests only') }]);
