import { type Address, type AddressRange, inRange, parseRange } from "@saihan/auth";

/**
 * Not reachable over the Internet, or reserved, after the IANA special-purpose address registries (RFC 6890), with what clouds answer
 * their own machines at. IPv4 written as IPv6 is the IPv4 address.
 */
const special = [
  ...[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
  ],
  ...["192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
  // A cloud's service for its own machines, at an address that looks public.
  "168.63.129.16/32",
  // Within the global unicast range of IPv6: protocol assignments with Teredo, documentation, 6to4.
  ...["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"],
].map(rangeOf);
/** RFC 4291, 2.4: everything else of IPv6 is local, reserved, multicast, or carries an IPv4 address inside. */
const globalUnicast = rangeOf("2000::/3");
const loopback = ["127.0.0.0/8", "::1/128"].map(rangeOf);

/** May a webhook go to this address? */
export function isPublicAddress(address: Address): boolean {
  if (address.family === 6 && !inRange(address, globalUnicast)) return false;
  return !special.some((range) => inRange(address, range));
}

/** This machine itself. */
export function isLoopbackAddress(address: Address): boolean {
  return loopback.some((range) => inRange(address, range));
}

function rangeOf(text: string): AddressRange {
  const range = parseRange(text);
  if (!range) throw new Error(`not a range: ${text}`);
  return range;
}
