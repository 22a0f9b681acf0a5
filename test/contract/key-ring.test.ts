import { createKeyRing } from '../../src/adapters/system/key-ring';
import type { MacPurpose, SealPurpose } from '../../src/ports/security/key-ring';

const old = { kid: 'k1', secret: Buffer.alloc(32, 'old') };
const current = { kid: 'k2', secret: Buffer.alloc(48, 'current') };
const ring = createKeyRing([current, old]);

describe('key ring', () => {
  describe('MAC', () => {
    it('a MAC is the same for the same value, and 256 bits long', () => {
      expect(ring.mac('target', 'value')).toBe(createKeyRing([current]).mac('target', 'value'));
      expect(ring.mac('target', 'value')).toMatch(/^[\w-]{43}$/);
    });

    it('a MAC differs by value, purpose and key', () => {
      const purposes: MacPurpose[] = ['target', 'mailbox', 'code', 'session', 'chat', 'limit', 'audit'];
      const macs = [ring, createKeyRing([old])].flatMap((keys) =>
        purposes.flatMap((purpose) => ['', 'value', 'valué'].map((value) => keys.mac(purpose, value))),
      );
      expect(new Set(macs).size).toBe(42);
    });

    it('a MAC is made with the first key, and with the other keys on request', () => {
      expect(ring.macs('code', 'value')).toEqual([
        ring.mac('code', 'value'),
        createKeyRing([old]).mac('code', 'value'),
      ]);
      expect(ring.mac('code', 'value')).not.toBe(createKeyRing([old, current]).mac('code', 'value'));
    });
  });

  describe('signature', () => {
    const text = '["row","",1]';
    const signature = ring.sign('audit-chain', text);

    it('a signature names the first key and is deterministic', () => {
      expect(signature).toMatch(/^k2\.[\w-]{43}$/);
      expect(ring.sign('audit-chain', text)).toBe(signature);
    });

    it('a signature is accepted when an earlier key made it', () => {
      const earlier = createKeyRing([old]).sign('audit-chain', text);
      expect([signature, earlier].map((own) => ring.verify('audit-chain', text, own))).toEqual(['genuine', 'genuine']);
      expect(createKeyRing([old]).verify('audit-chain', text, signature)).toBe('unknown-key');
    });

    it('a signature is rejected for any other text, key or key id', () => {
      const others = [
        createKeyRing([{ ...current, secret: old.secret }]).sign('audit-chain', text),
        `k1.${signature.slice(3)}`,
        `k2.${ring.mac('audit', text)}`,
        `${signature}x`,
        'k2.',
      ];
      expect(ring.verify('audit-chain', `${text} `, signature)).toBe('false');
      expect(others.map((other) => ring.verify('audit-chain', text, other))).toEqual(others.map(() => 'false'));
      expect(['', '.', 'k2', `k9${signature}`].map((other) => ring.verify('audit-chain', text, other))).toEqual(
        Array.from({ length: 4 }, () => 'unknown-key'),
      );
    });
  });

  describe('sealing', () => {
    const plain = '{"claim":"1710034065","said":"ñandú 🦜"}';
    const sealed = ring.seal('session', plain, 'place');

    it('a sealed value can be opened only by the key ring', () => {
      expect(ring.unseal('session', sealed, 'place')).toBe(plain);
      expect(ring.unseal('session', ring.seal('session', '', 'place'), 'place')).toBe('');
      expect(createKeyRing([old]).unseal('session', sealed, 'place')).toBeUndefined();
      expect(createKeyRing([{ ...old, kid: 'k2' }]).unseal('session', sealed, 'place')).toBeUndefined();
    });

    it('a sealed value names the first key, differs each time, and reveals nothing of the content', () => {
      expect(sealed).toMatch(/^k2\.[\w-]+$/);
      expect(ring.seal('session', plain, 'place')).not.toBe(sealed);
      expect(Buffer.from(sealed.slice(3), 'base64url').includes('1710034065')).toBe(false);
    });

    it('opens values that an earlier key sealed', () => {
      const earlier = createKeyRing([old]).seal('recovery', plain, 'place');
      expect(ring.unseal('recovery', earlier, 'place')).toBe(plain);
    });

    it('a sealed value is bound to one place and one purpose', () => {
      expect(ring.unseal('session', sealed, 'elsewhere')).toBeUndefined();
      expect(ring.unseal('recovery' satisfies SealPurpose, sealed, 'place')).toBeUndefined();
    });

    it('opens no sealed value with any changed byte', () => {
      const bytes = Buffer.from(sealed.slice(3), 'base64url');
      const changed = Array.from(bytes, (byte, at) => {
        const copy = Buffer.from(bytes);
        copy[at] = byte ^ 1;
        return `k2.${copy.toString('base64url')}`;
      });
      const cut = Array.from(bytes, (_, end) => `k2.${bytes.subarray(0, end).toString('base64url')}`);
      const altered = [...changed, ...cut, '', '.', 'k2', 'k2.', sealed.slice(3), `k9${sealed.slice(2)}`, `.${sealed}`];
      expect(altered.filter((it) => ring.unseal('session', it, 'place') !== undefined)).toEqual([]);
    });
  });

  it.each([
    ['no key', []],
    ['a short key', [{ kid: 'k', secret: Buffer.alloc(31) }]],
    ['a key without an id', [{ ...old, kid: '' }]],
    ['an id with a dot', [{ ...old, kid: 'a.b' }]],
    ['two keys of one id', [old, { ...current, kid: old.kid }]],
  ])('a key ring of %s is rejected', (_, keys) => {
    expect(() => createKeyRing(keys)).toThrow();
  });
});
