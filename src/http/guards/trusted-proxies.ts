import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Whether the address belongs to one of our own proxies. */
export type IsTrustedProxy = (address: IpAddress) => boolean;

/** Returns undefined for text that is no address. IPv4-mapped IPv6 is read as IPv4. */
export const parseIpAddress = (text: string): IpAddress | undefined =>
  isIP(text) !== 0 && ipaddr.isValid(text) ? ipaddr.process(text) : undefined;

/** Names that a comma-separated list of proxies may hold beside addresses and CIDR ranges. */
const NAMED = new Map([
  ['loopback', ['127.0.0.0/8', '::1/128']],
  ['linklocal', ['169.254.0.0/16', 'fe80::/10']],
  ['uniquelocal', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']],
]);

export const NAMED_PROXY_RANGES: readonly string[] = [...NAMED.keys()];

/** Accepts an address, a CIDR range or a name. Rejects a range of all addresses, which would let visitors choose the address they are counted under. */
export const isProxyEntry = (entry: string): boolean => readRanges(entry).length > 0;

/** @param entries proxy entries; an entry that is none matches no address */
export function createIsTrustedProxy(entries: readonly string[]): IsTrustedProxy {
  const ranges = entries.flatMap(readRanges);
  return (address) => ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

type Range = readonly [base: IpAddress, bits: number];

const readRanges = (entry: string): readonly Range[] =>
  (NAMED.get(entry) ?? [entry]).map(readRange).filter((range) => range !== undefined);

function readRange(text: string): Range | undefined {
  const address = parseIpAddress(text);
  if (address !== undefined) return [address, address.kind() === 'ipv4' ? 32 : 128];
  const [base = ''] = text.split('/');
  if (parseIpAddress(base) === undefined || !ipaddr.isValidCIDR(text)) return undefined;
  const [network, bits] = ipaddr.parseCIDR(text);
  // Mapped addresses are read as IPv4, so a range of them would match nothing.
  const isEmpty = network.range() === 'ipv4Mapped';
  return bits === 0 || isEmpty ? undefined : [network, bits];
}
