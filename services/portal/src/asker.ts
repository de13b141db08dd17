import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** The proxies in front of the portal. @throws when a part of the setting is neither an address nor a CIDR range */
export function knownProxies(setting: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of setting) {
    const [address = "", prefix] = text.split("/");
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (family === 0 || !/^\d{1,3}$/.test(prefix ?? "0") || bits > (family === 4 ? 32 : 128)) {
      throw new Error(`cannot start: TRUST_PROXY holds ${text}, which is neither an address nor a CIDR range`);
    }
    list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

/**
 * What the API is told of who asks. What the request says of itself is believed from known proxies alone; the API judges the chain by its own
 * TRUST_PROXY, which names the portal.
 */
export function forwardedFor(request: IncomingMessage, proxies: BlockList): string {
  const peer = (request.socket.remoteAddress ?? "unknown").replace(/^::ffff:(?=\d+\.)/i, "");
  const said = request.headers["x-forwarded-for"];
  const family = isIP(peer);
  const known = family !== 0 && proxies.check(peer, family === 4 ? "ipv4" : "ipv6");
  return known && typeof said === "string" ? `${said}, ${peer}` : peer;
}
