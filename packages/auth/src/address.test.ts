import { describe, expect, test } from "vitest";
import { addressAllowed, clientAddress, countedAs, formatAddress, formatRange, parseAddress, parseRange } from "./address.ts";

describe("addresses", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["0:0:0:0:0:ffff:c000:0201", "192.0.2.1"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::", "::"],
    ["fe80::1%eth0", "fe80::1"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
    ["010.0.0.1", undefined],
    ["0x7f.0.0.1", undefined],
    ["127.1", undefined],
    ["1.2.3.4.5", undefined],
    ["1.2.3.256", undefined],
    ["2001:db8::1::2", undefined],
    [" 192.0.2.1", undefined],
    ["", undefined],
    ["localhost", undefined],
  ])("%s is %s", (text, canonical) => {
    const address = parseAddress(text);
    expect(address && formatAddress(address)).toBe(canonical);
  });
});

describe("ranges", () => {
  test.each([
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["192.0.2.7", "192.0.2.7/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["2001:db8::1", "2001:db8::1/128"],
    ["::ffff:192.0.2.0/120", "192.0.2.0/24"],
    ["::/0", "::/0"],
    ["192.0.2.7/24", undefined],
    ["192.0.2.0/33", undefined],
    ["192.0.2.0/024", undefined],
    ["192.0.2.0/-1", undefined],
    ["192.0.2.0/", undefined],
    ["2001:db8::/129", undefined],
    ["::ffff:0:0/95", undefined],
    ["fe80::%eth0/64", undefined],
    ["10.0.0.0/8,192.0.2.0/24", undefined],
    ["012.0.0.0/8", undefined],
  ])("%s is %s", (text, canonical) => {
    const range = parseRange(text);
    expect(range && formatRange(range)).toBe(canonical);
  });
});

describe("a list of ranges", () => {
  const list = ["192.0.2.0/24", "2001:db8:1::/48"];
  test.each([
    [[], "203.0.113.9", true],
    [[], "nowhere", true],
    [list, "192.0.2.255", true],
    [list, "192.0.3.0", false],
    [list, "::ffff:192.0.2.9", true],
    [list, "::ffff:203.0.113.9", false],
    [list, "2001:db8:1:ffff::1", true],
    [list, "2001:db8:2::1", false],
    [list, "nowhere", false],
    [["0.0.0.0/0"], "2001:db8::1", false],
    [["::/0"], "192.0.2.1", false],
    [["not a range"], "192.0.2.1", false],
  ])("%j lets %s in: %s", (ranges, address, allowed) => {
    expect(addressAllowed(ranges, parseAddress(address))).toBe(allowed);
  });
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::", "2001:db8:1:3::/64"],
])("attempts from %s are counted under %s", (text, bucket) => {
  const address = parseAddress(text);
  expect(address && countedAs(address)).toBe(bucket);
});

describe("who is at the other end", () => {
  const proxy = ["10.0.0.0/8", "2001:db8:ff::/48"];
  test.each([
    // socket, X-Forwarded-For, known proxies, the client
    ["203.0.113.9", undefined, [], "203.0.113.9"],
    ["203.0.113.9", "198.51.100.1", [], "203.0.113.9"],
    ["203.0.113.9", "198.51.100.1", proxy, "203.0.113.9"],
    ["10.0.0.1", "198.51.100.1", proxy, "198.51.100.1"],
    ["::ffff:10.0.0.1", "198.51.100.1", proxy, "198.51.100.1"],
    ["10.0.0.1", "192.0.2.66, 198.51.100.1", proxy, "198.51.100.1"],
    ["10.0.0.1", "192.0.2.66, 198.51.100.1, 10.9.9.9", proxy, "198.51.100.1"],
    ["10.0.0.1", "10.1.1.1", proxy, "10.1.1.1"],
    ["10.0.0.1", undefined, proxy, "10.0.0.1"],
    ["10.0.0.1", "unknown", proxy, "10.0.0.1"],
    ["10.0.0.1", "010.0.0.1", proxy, "10.0.0.1"],
    ["10.0.0.1", "2001:db8::7", proxy, "2001:db8::7"],
    ["2001:db8:ff::1", "::ffff:198.51.100.1", proxy, "198.51.100.1"],
    [undefined, "198.51.100.1", proxy, undefined],
  ])("%s saying %s, with proxies %j: %s", (socket, header, proxies, client) => {
    const ranges = proxies.flatMap((p) => parseRange(p) ?? []);
    const address = clientAddress(socket, header, ranges);
    expect(address && formatAddress(address)).toBe(client);
  });
});
