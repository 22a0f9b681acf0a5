import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { Problem } from '../server/problem';
import { createIsTrustedProxy, parseIpAddress, type IpAddress } from './trusted-proxies';

/** Returns the address that a visitor is counted under. @throws Problem 400 when the connection is already closed */
export type VisitorAddressOf = (request: IncomingMessage) => string;

/**
 * Returns the right-most address of `X-Forwarded-For` that is none of our proxies. Each proxy appends its peer's address at the right, so
 * entries left of the first untrusted address may be forged, and so may the whole header when an untrusted peer sends it. When a proxy
 * wrote something that is no address, the visitor is counted under that proxy.
 * @param onUntrustedForwardedFor called once, when an untrusted peer sends the header: it may be a proxy missing from the list, whose
 * visitors are then counted as one
 */
export function createVisitorAddressOf(
  trustedProxies: readonly string[],
  onUntrustedForwardedFor?: () => void,
): VisitorAddressOf {
  const isTrusted = createIsTrustedProxy(trustedProxies);
  let reportOnce = onUntrustedForwardedFor;

  return ({ headers, socket }) => {
    let nearest = parseIpAddress(socket.remoteAddress ?? '');
    if (nearest === undefined) throw new Problem(400);
    const hops = readHops(headers['x-forwarded-for']);
    if (hops.length > 0 && !isTrusted(nearest)) {
      reportOnce?.();
      reportOnce = undefined;
    }
    while (isTrusted(nearest)) {
      const next = hops.pop();
      if (next === undefined) break;
      nearest = next;
    }
    return nameOf(nearest);
  };
}

/** Returns the addresses right of the last unreadable entry, in the header's order. Node joins several headers of this name by commas. */
function readHops(header: string | string[] | undefined): IpAddress[] {
  const written = [header ?? []].flat().join().split(',');
  const hops = written.map((hop) => hop.trim()).filter((hop) => hop !== '');
  const addresses = hops.map((hop) => parseIpAddress(withoutPort(hop)));
  return addresses.slice(addresses.lastIndexOf(undefined) + 1) as IpAddress[];
}

/** Azure's gateways write `203.0.113.7:51234` and `[2001:db8::7]:51234`. */
const withoutPort = (hop: string): string =>
  (/^\[([^\]]+)\](?::\d+)?$/.exec(hop) ?? /^([\d.]+):\d+$/.exec(hop))?.[1] ?? hop;

/** An IPv6 subscriber can change freely among at least 2^64 addresses, so a whole /64 is counted as one. */
function nameOf(address: IpAddress): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = [...address.parts.slice(0, 4), 0, 0, 0, 0];
  return `${new ipaddr.IPv6(network).toRFC5952String()}/64`;
}
