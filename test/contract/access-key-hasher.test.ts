import { createArgon2AccessKeyHasher } from '../../src/adapters/argon2/access-key-hasher';
import type { AccessKey } from '../../src/domain/employer/access-key';
import { Sensitive } from '../../src/domain/sensitive';
import type { AccessKeyHash } from '../../src/ports/registry/credential-directory';

const key = (text: string) => new Sensitive(text as AccessKey);

describe('argon2 key hasher', () => {
  const hasher = createArgon2AccessKeyHasher();

  it('verifies the right key and rejects any other', async () => {
    const hash = await hasher.hash(key('cinco llamas cruzan el puente'));
    expect(await hasher.matches(hash, key('cinco llamas cruzan el puente'))).toBe(true);
    expect(await hasher.matches(hash, key('Cinco llamas cruzan el puente'))).toBe(false);
  });

  it('produces Argon2id at the cost that OWASP recommends, with a new salt each time', async () => {
    const [one, other] = await Promise.all([hasher.hash(key('la misma')), hasher.hash(key('la misma'))]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(other).not.toBe(one);
  });

  it('verifies an accent typed as one character or as two', async () => {
    const hash = await hasher.hash(key('ma\u00f1ana en el p\u00e1ramo'));
    expect(await hasher.matches(hash, key('man\u0303ana en el pa\u0301ramo'))).toBe(true);
  });

  it('distinguishes keys up to the last of their 128 characters', async () => {
    const hash = await hasher.hash(key(`${'x'.repeat(127)}a`));
    expect(await hasher.matches(hash, key(`${'x'.repeat(127)}b`))).toBe(false);
  });

  it('treats a hash of another algorithm as a mismatch', async () => {
    const older = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy' as AccessKeyHash;
    expect(await hasher.matches(older, key('cualquiera'))).toBe(false);
  });
});
