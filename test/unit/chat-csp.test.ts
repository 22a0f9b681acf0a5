import { chatCsp } from '../../src/http/server/headers';

const directives = (directLine: 'built-in' | 'azure', publicUrl = 'https://chat.example.org') => {
  const policy = chatCsp('abc', { publicUrl, widgetOrigins: ['https://www.example.org'], directLine });
  return policy['Content-Security-Policy']?.split('; ') ?? [];
};

describe('content security policy of the chat page', () => {
  it('allows only scripts and styles with the nonce, and connections to this service alone', () => {
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

  it('allows connections to Azure when Azure holds the conversation', () => {
    expect(directives('azure')).toContain(
      "connect-src 'self' wss://chat.example.org https://directline.botframework.com wss://directline.botframework.com",
    );
  });

  it('allows connections without TLS in local mode', () => {
    expect(directives('built-in', 'http://localhost:3978')).toContain("connect-src 'self' ws://localhost:3978");
  });
});
