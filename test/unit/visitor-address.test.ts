import type { IncomingMessage } from 'node:http';
import { isProxyEntry } from '../../src/http/guards/trusted-proxies';
import { createVisitorAddressOf } from '../../src/http/guards/visitor-address';

const PEER = '198.51.100.7';

/** Returns the address under which a request from `peer` with this header is counted. */
const address = (peer: string | undefined, header?: string, proxies: readonly string[] = []) =>
  createVisitorAddressOf(proxies)({
    headers: { ...(header !== undefined && { 'x-forwarded-for': header }) },
    socket: { remoteAddress: peer },
  } as unknown as IncomingMessage);

describe('visitor’s address', () => {
  it('the address is that of the connection, whatever an untrusted client writes into the header', () => {
    expect(address(PEER)).toBe(PEER);
    expect(address(PEER, '203.0.113.1')).toBe(PEER);
    expect(address(PEER, '203.0.113.1', ['198.51.100.8', '10.0.0.0/8'])).toBe(PEER);
  });

  it.each([
    ['an address', '198.51.100.7'],
    ['a range', '198.51.100.0/24'],
  ])('the address is read from the header of a proxy that is trusted as %s', (_kind, proxy) => {
    expect(address(PEER, '203.0.113.1', [proxy])).toBe('203.0.113.1');
  });

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.8.0.1'],
    ['loopback', '::1'],
    ['loopback', '::ffff:127.0.0.1'],
    ['linklocal', '169.254.3.4'],
    ['linklocal', 'fe80::1'],
    ['linklocal', 'fe80::1%eth0'],
    ['uniquelocal', '10.1.2.3'],
    ['uniquelocal', '172.31.0.1'],
    ['uniquelocal', '192.168.1.1'],
    ['uniquelocal', 'fd12::1'],
  ])('the address is read from the header of a proxy in the range %s, such as %s', (name, peer) => {
    expect(address(peer, '203.0.113.1', [name])).toBe('203.0.113.1');
    expect(address(PEER, '203.0.113.1', [name])).toBe(PEER);
  });

  it('the address is the right-most one that is no trusted proxy, because the visitor may have written those left of it', () => {
    const proxies = ['loopback', '10.0.0.0/8'];
    expect(address('127.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.2', proxies)).toBe('203.0.113.1');
    expect(address('127.0.0.1', '127.0.0.1, 10.0.0.9, 203.0.113.1', proxies)).toBe('203.0.113.1');
    expect(address('127.0.0.1', '203.0.113.1,10.0.0.2', ['loopback'])).toBe('10.0.0.2');
  });

  it('the address is that of the farthest proxy when the header names nobody else', () => {
    expect(address('127.0.0.1', '10.0.0.3, 10.0.0.2', ['loopback', 'uniquelocal'])).toBe('10.0.0.3');
    expect(address('127.0.0.1', undefined, ['loopback'])).toBe('127.0.0.1');
    expect(address('127.0.0.1', ' , ', ['loopback'])).toBe('127.0.0.1');
  });

  it.each([
    'unknown',
    '_hidden',
    '203.0.113',
    '203.0.113.01',
    '0x7f.1',
    '2130706433',
    '203.0.113.1/24',
    'fe80::1%-',
    '[::1',
  ])('the address is the proxy’s own where the header holds %s, which is no address', (written) => {
    expect(address('127.0.0.1', written, ['loopback'])).toBe('127.0.0.1');
    expect(address('127.0.0.1', `203.0.113.1, ${written}`, ['loopback'])).toBe('127.0.0.1');
    expect(address('127.0.0.1', `${written}, 203.0.113.1`, ['loopback'])).toBe('203.0.113.1');
  });

  it.each([
    ['203.0.113.1:51234', '203.0.113.1'],
    ['[2001:db8::7]:51234', '2001:db8::/64'],
    ['[2001:db8::7]', '2001:db8::/64'],
  ])('the address is read without the port in %s', (written, read) => {
    expect(address('127.0.0.1', written, ['loopback'])).toBe(read);
  });

  it('the address is the network of an IPv6 address, because a visitor can change addresses within it', () => {
    const [one, other] = ['2001:db8:1:2:3:4:5:6', '2001:DB8:1:2::9'].map((peer) => address(peer));
    expect([one, other]).toEqual(['2001:db8:1:2::/64', '2001:db8:1:2::/64']);
    expect(address('2001:db8:1:3::9')).toBe('2001:db8:1:3::/64');
  });

  it('the address is the same for an IPv4 address and its IPv6-mapped form', () => {
    expect(address('::ffff:198.51.100.7')).toBe(PEER);
    expect(address('::ffff:c633:6407')).toBe(PEER);
    expect(address('127.0.0.1', '::ffff:198.51.100.7', ['loopback'])).toBe(PEER);
  });

  it('an untrusted forwarding header is logged once, because it may come from a proxy that is not configured', () => {
    let reports = 0;
    const read = createVisitorAddressOf(['loopback'], () => (reports += 1));
    const from = (remoteAddress: string, headers: object) =>
      read({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);
    from(PEER, {});
    from('127.0.0.1', { 'x-forwarded-for': '203.0.113.1' });
    expect(reports).toBe(0);
    from(PEER, { 'x-forwarded-for': '203.0.113.1' });
    from(PEER, { 'x-forwarded-for': '203.0.113.2' });
    expect(reports).toBe(1);
  });

  it('a request from a closed connection is rejected, because its address cannot be read', () => {
    expect(() => address(undefined)).toThrow('Bad Request');
  });
});

describe('entry of the trusted proxies', () => {
  it.each(['192.0.2.1', '10.0.0.0/8', '2001:db8::/32', '::1', 'loopback', 'linklocal', 'uniquelocal'])(
    'accepts %s as a trusted proxy',
    (entry) => {
      expect(isProxyEntry(entry)).toBe(true);
    },
  );

  it.each([
    ...['0.0.0.0/0', '::/0', '::ffff:10.0.0.0/104', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0/8', '10/8'],
    ...['proxy.example.org', 'Loopback', 'constructor', ''],
  ])('rejects "%s" as a trusted proxy', (entry) => {
    expect(isProxyEntry(entry)).toBe(false);
  });
});
