import { hasTokenFormat, type LinkToken, buildResetLink } from '../../src/domain/recovery/reset-link';
import { Sensitive } from '../../src/domain/sensitive';

const token = 'A-_'.padEnd(43, 'x');

describe('reset link', () => {
  it('the link carries its token in the fragment and nowhere else', () => {
    const link = new URL(buildResetLink('https://chat.example.org', new Sensitive(token as LinkToken), 'es-EC'));
    expect([link.origin, link.pathname, link.search, link.hash]).toEqual([
      'https://chat.example.org',
      '/restablecer',
      '',
      `#t=${token}`,
    ]);
  });

  it('the link of an English conversation names its language outside the fragment', () => {
    const link = buildResetLink('https://chat.example.org', new Sensitive(token as LinkToken), 'en');
    expect(link).toBe(`https://chat.example.org/restablecer?lang=en#t=${token}`);
  });

  it('the link starts at the root of the public address, even when that has a path', () => {
    const link = buildResetLink('https://chat.example.org/some/path?x=1', new Sensitive(token as LinkToken), 'es-EC');
    expect(link).toBe(`https://chat.example.org/restablecer#t=${token}`);
  });
});

describe('reset token', () => {
  it('a token is 32 bytes in base64url', () => {
    expect(hasTokenFormat(token)).toBe(true);
    expect(hasTokenFormat(Buffer.alloc(32, 255).toString('base64url'))).toBe(true);
  });

  it.each(['', token.slice(1), `${token}x`, `${token}\n`, token.replace('-', '+'), token.replace('x', 'é')])(
    'a token in the form %j is rejected',
    (text) => {
      expect(hasTokenFormat(text)).toBe(false);
    },
  );
});
