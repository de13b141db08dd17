import { isIPv4, isIPv6 } from "node:net";

/** An address as a number. An IPv4 address that was written as IPv6 (`::ffff:192.0.2.1`, RFC 4291, 2.5.5.2) is the IPv4 address. */
export interface Address {
  family: 4 | 6;
  bits: bigint;
}

/** The addresses that begin with the first `prefix` bits of `bits`; the rest of `bits` is zero. */
export interface AddressRange extends Address {
  prefix: number;
}

const width = { 4: 32, 6: 128 } as const;
const mapped = 0xffffn << 32n;

/** Nothing when the text is not an address. Octal, shortened and padded forms of IPv4 are none; a zone (`%eth0`) is left out. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, bits: text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
  const [plain = ""] = text.split("%", 1);
  if (!isIPv6(plain)) return undefined;
  const bits = sixOf(plain);
  return bits >> 32n === mapped >> 32n ? { family: 4, bits: bits & 0xffff_ffffn } : { family: 6, bits };
}

/** One address or a range in CIDR form. Nothing when it is neither, or when it has bits beyond its prefix: that is a slip of the pen. */
export function parseRange(text: string): AddressRange | undefined {
  const [, head = "", tail] = /^([0-9A-Fa-f:.]+)(?:\/(0|[1-9][0-9]{0,2}))?$/.exec(text) ?? [];
  const address = parseAddress(head);
  if (!address) return undefined;
  const writtenAsSix = head.includes(":");
  const written = tail === undefined ? (writtenAsSix ? 128 : 32) : Number(tail);
  const prefix = writtenAsSix && address.family === 4 ? written - 96 : written;
  if (prefix < 0 || prefix > width[address.family]) return undefined;
  const range = { ...address, prefix };
  return networkOf(address, prefix) === address.bits ? range : undefined;
}

/** Canonical: `192.0.2.0/24`, `2001:db8::/32` (RFC 5952). */
export function formatRange(range: AddressRange): string {
  return `${formatAddress(range)}/${range.prefix}`;
}

export function formatAddress({ family, bits }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join(".");
  const words = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  return new URL(`http://[${words.join(":")}]`).hostname.slice(1, -1);
}

export function inRange(address: Address, range: AddressRange): boolean {
  return address.family === range.family && networkOf(address, range.prefix) === range.bits;
}

/**
 * May somebody at this address come in? An empty list lets everybody in.
 * @param address undefined when it is not known: then only an empty list lets in
 */
export function addressAllowed(list: readonly string[], address: Address | undefined): boolean {
  if (list.length === 0) return true;
  return (
    address !== undefined &&
    list.some((text) => {
      const range = parseRange(text);
      return range !== undefined && inRange(address, range);
    })
  );
}

/** What attempts are counted by: the address itself for IPv4, its /64 for IPv6, which one household has whole. */
export function countedAs(address: Address): string {
  return address.family === 4 ? formatAddress(address) : formatRange({ family: 6, bits: networkOf(address, 64), prefix: 64 });
}

/**
 * Who is at the other end. `X-Forwarded-For` is believed only as far as known proxies have written it: from the right, the first address
 * that is not a known proxy.
 * @param forwardedFor the header as it came; ignored unless the socket's own end is a known proxy
 * @param proxies the TRUST_PROXY setting
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  proxies: readonly AddressRange[],
): Address | undefined {
  let nearest = parseAddress(socketAddress ?? "");
  const said = (forwardedFor ?? "").split(",").map((part) => part.trim());
  while (nearest && proxies.some((proxy) => inRange(nearest as Address, proxy))) {
    const before = parseAddress(said.pop() ?? "");
    // A proxy that says nothing one can read stands for those behind it.
    if (!before) return nearest;
    nearest = before;
  }
  return nearest;
}

/** Whether the client came over https: what the proxy next to us says in X-Forwarded-Proto, if it is one of ours; else what the socket is. */
export function cameOverTls(
  socket: { address: string | undefined; encrypted: boolean },
  forwardedProto: string | undefined,
  proxies: readonly AddressRange[],
): boolean {
  const nearest = parseAddress(socket.address ?? "");
  const believed = nearest !== undefined && proxies.some((proxy) => inRange(nearest, proxy));
  const said = believed ? forwardedProto?.split(",")[0]?.trim() : undefined;
  return said ? said === "https" : socket.encrypted;
}

/** The TRUST_PROXY setting as ranges. @throws when a part of it is neither an address nor a range */
export function trustedProxies(setting: readonly string[]): AddressRange[] {
  return setting.map((text) => {
    const range = parseRange(text);
    if (!range) throw new Error(`cannot start: TRUST_PROXY holds ${text}, which is neither an address nor a CIDR range`);
    return range;
  });
}

function networkOf({ family, bits }: Address, prefix: number): bigint {
  const rest = BigInt(width[family] - prefix);
  return (bits >> rest) << rest;
}

function sixOf(text: string): bigint {
  const dotted = /^([0-9A-Fa-f:]*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text);
  const four = dotted ? parseAddress(dotted[2] as string)?.bits : undefined;
  const hex = four === undefined ? text : `${dotted?.[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  const [head = "", tail] = hex.split("::");
  const words = (part: string) => (part === "" ? [] : part.split(":"));
  const [left, right] = [words(head), words(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(zeros).fill("0"), ...right].reduce((sum, word) => (sum << 16n) + BigInt(`0x${word}`), 0n);
}
