import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { Problem } from '../server/problem';
import { createIsTrustedProxy, parseIpAddress, type IpAddress } from './trusted-proxies';

/** Under which address a visitor is counted. @throws Problem 400 when the connection is gone: nobody waits for an answer */
export type VisitorAddressOf = (request: IncomingMessage) => string;

/**
 * The right-most address that is none of our proxies. Each proxy writes down at the right whom it heard, so what stands left of the first
 * stranger is hearsay, and `X-Forwarded-For` as a whole is when a stranger brings it. What a proxy wrote that is no address counts for
 * that proxy.
 * @param onHearsay called once, when a stranger brings the header first: perhaps a proxy that nobody named, whose visitors count as one
 */
export function createVisitorAddressOf(trustedProxies: readonly string[], onHearsay?: () => void): VisitorAddressOf {
  const isTrusted = createIsTrustedProxy(trustedProxies);
  let tell = onHearsay;

  return ({ headers, socket }) => {
    let nearest = parseIpAddress(socket.remoteAddress ?? '');
    if (nearest === undefined) throw new Problem(400);
    const hops = readHops(headers['x-forwarded-for']);
    if (hops.length > 0 && !isTrusted(nearest)) {
      tell?.();
      tell = undefined;
    }
    while (isTrusted(nearest)) {
      const next = hops.pop();
      if (next === undefined) break;
      nearest = next;
    }
    return nameOf(nearest);
  };
}

/** As far as they can be read, from the right; oldest first. Node joins several headers of this name by commas. */
function readHops(header: string | string[] | undefined): IpAddress[] {
  const written = [header ?? []].flat().join().split(',');
  const hops = written.map((hop) => hop.trim()).filter((hop) => hop !== '');
  const addresses = hops.map((hop) => parseIpAddress(withoutPort(hop)));
  return addresses.slice(addresses.lastIndexOf(undefined) + 1) as IpAddress[];
}

/** Azure's gateways write `203.0.113.7:51234` and `[2001:db8::7]:51234`. */
const withoutPort = (hop: string): string =>
  (/^\[([^\]]+)\](?::\d+)?$/.exec(hop) ?? /^([\d.]+):\d+$/.exec(hop))?.[1] ?? hop;

/** A line of IPv6 has at least 2^64 addresses, among which it changes at will: they are counted as one. */
function nameOf(address: IpAddress): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const network = [...address.parts.slice(0, 4), 0, 0, 0, 0];
  return `${new ipaddr.IPv6(network).toRFC5952String()}/64`;
}
