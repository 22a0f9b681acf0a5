import fc from 'fast-check';
import { type EmailAddress, maskMailbox, parseEmailAddress } from '../../src/domain/mail/email-address';

describe('e-mail address', () => {
  it.each([
    ['jose@example.com', 'jose@example.com'],
    ['  Jose.Perez+iess@Mail.Example.ORG ', 'Jose.Perez+iess@mail.example.org'],
    ["o'neil_1@example-domain.com", "o'neil_1@example-domain.com"],
    ['a@xn--jose-epa.example', 'a@xn--jose-epa.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('reads the e-mail address %j', (text, value) => {
    expect(parseEmailAddress(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['jose@example.com\r\nBcc: eve@example.org', 'control-character'],
    ['jose@example.com\n', 'control-character'],
    ['jose\u0000@example.com', 'control-character'],
    ['\tjose@example.com', 'control-character'],
    [`${'a'.repeat(65)}@example.com`, 'length'],
    ['', 'shape'],
    ['jose', 'shape'],
    ['@example.com', 'shape'],
    ['jose@', 'shape'],
    ['jose@localhost', 'shape'],
    ['jose@example.com.', 'shape'],
    ['jose@.example.com', 'shape'],
    ['jose@-example.com', 'shape'],
    ['jose@192.0.2.1', 'shape'],
    ['.jose@example.com', 'shape'],
    ['jo..se@example.com', 'shape'],
    ['jo se@example.com', 'shape'],
    ['jose@eve@example.com', 'shape'],
    ['jose@example.com,eve@example.org', 'shape'],
    ['José <jose@example.com>', 'shape'],
    ['josé@example.com', 'shape'],
    ['jose\u202E@example.com', 'shape'],
  ])('rejects the e-mail address %j: %s', (text, reason) => {
    expect(parseEmailAddress(text)).toEqual({ ok: false, reason });
  });

  it('rejects an e-mail address of more than 254 characters', () => {
    const address = (length: number) => `jose@${'a.'.repeat((length - 16) / 2)}example.com`;
    expect(address(254)).toHaveLength(254);
    expect(parseEmailAddress(address(254)).ok).toBe(true);
    expect(parseEmailAddress(`x${address(254)}`)).toEqual({ ok: false, reason: 'length' });
  });

  it('never accepts an e-mail address with a line break', () => {
    const hostile = fc.tuple(fc.string(), fc.constantFrom('\r', '\n', '\r\n', '\u0085'), fc.string());
    fc.assert(
      fc.property(hostile, ([before, line, after]) => !parseEmailAddress(`${before}a@example.com${line}${after}`).ok),
    );
  });
});

describe('masked mailbox', () => {
  it('the mask shows the first letter and the domain', () => {
    expect(maskMailbox('jose@gmail.com' as EmailAddress)).toBe('j•••@gmail.com');
    expect(maskMailbox('j@gmail.com' as EmailAddress)).toBe('j•••@gmail.com');
  });

  it('the mask hides the rest of the mailbox and its length', () => {
    const local = fc.string({ unit: fc.constantFrom(...Array.from('abcxyz019._+')), maxLength: 40 });
    fc.assert(
      fc.property(local, local, (one, other) => {
        const masks = [one, other].map((rest) => maskMailbox(`j${rest}@example.com` as EmailAddress));
        expect(masks[0]).toBe(masks[1]);
      }),
    );
  });
});
