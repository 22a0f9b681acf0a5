import { chatCsp } from '../../src/http/server/headers';

const directives = (directLine: 'built-in' | 'azure', publicUrl = 'https://chat.example.org') => {
  const policy = chatCsp('abc', { publicUrl, widgetOrigins: ['https://www.example.org'], directLine });
  return policy['Content-Security-Policy']?.split('; ') ?? [];
};

describe('the policy of the chat page', () => {
  it('lets in nothing but what bears the nonce, and speaks with this service alone', () => {
    expect(directives('built-in')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-abc'",
      expect.stringMatching(/^style-src 'nonce-abc' 'sha256-[^']+'$/),
      "img-src 'self' data: blob:",
      "connect-src 'self' wss://chat.example.org",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self' https://www.example.org",
    ]);
  });

  it('lets the page speak with Azure where the conversation is held there', () => {
    expect(directives('azure')).toContain(
      "connect-src 'self' wss://chat.example.org https://directline.botframework.com wss://directline.botframework.com",
    );
  });

  it('knows a desk without TLS', () => {
    expect(directives('built-in', 'http://localhost:3978')).toContain("connect-src 'self' ws://localhost:3978");
  });
});
