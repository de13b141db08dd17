import { parseAddress } from "@saihan/auth";
import { describe, expect, test } from "vitest";
import { urlFault } from "./destination.ts";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

describe("addresses", () => {
  test.each([
    ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.1.2.3"],
    ...["172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255"],
    ...["198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
    // What clouds answer their own machines at.
    ...["169.254.0.1", "169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254"],
    ...[
      "::",
      "::1",
      "::2",
      "fe80::1",
      "fe80::1%eth0",
      "febf::1",
      "fec0::1",
      "fc00::1",
      "fdff::1",
      "ff02::1",
      "ff05::2",
      "100::1",
    ],
    // IPv4 inside IPv6: mapped, compatible, translated, 6to4, Teredo.
    ...["::ffff:10.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::a00:1"],
    ...[
      "64:ff9b:1::1",
      "2002:7f00:1::",
      "2002:a00:1::1",
      "2001::1",
      "2001:0:4136:e378::1",
      "2001:db8::1",
      "3fff::1",
      "5f00::1",
      "4000::1",
    ],
  ])("%s is not public", (text) => {
    const address = parseAddress(text);
    expect(address).toBeDefined();
    expect(address && isPublicAddress(address)).toBe(false);
  });

  test.each([
    ...["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1"],
    ...["169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255"],
    ...["::ffff:8.8.8.8", "2001:200::1", "2400:cb00::1", "2606:4700::1111", "2a00:1450::1", "2003::1", "3ffe::1"],
  ])("%s is public", (text) => {
    const address = parseAddress(text);
    expect(address && isPublicAddress(address)).toBe(true);
  });

  test.each([
    ["127.0.0.1", true],
    ["127.255.0.1", true],
    ["::1", true],
    ["::ffff:127.0.0.1", true],
    ["126.0.0.1", false],
    ["::2", false],
  ])("%s is this machine: %s", (text, local) => {
    const address = parseAddress(text);
    expect(address && isLoopbackAddress(address)).toBe(local);
  });
});

describe("URLs of endpoints", () => {
  test.each([
    ["https://partner.example/hook", undefined],
    ["https://partner.example:8443/hook?token=x", undefined],
    ["https://8.8.8.8/hook", undefined],
    ["https://[2606:4700::1111]/hook", undefined],
    ["http://partner.example/hook", "NOT_HTTPS"],
    ["ftp://partner.example/hook", "NOT_HTTPS"],
    ["file:///etc/passwd", "NOT_HTTPS"],
    ["gopher://127.0.0.1:6379/_", "NOT_HTTPS"],
    ["javascript:alert(1)", "NOT_HTTPS"],
    ["", "NOT_A_URL"],
    ["partner.example/hook", "NOT_A_URL"],
    ["https://", "NOT_A_URL"],
    ["https://user@partner.example/", "HAS_CREDENTIALS"],
    ["https://user:password@partner.example/", "HAS_CREDENTIALS"],
    ["https://partner.example/#part", "HAS_FRAGMENT"],
    ["https://localhost/", "ADDRESS_REFUSED"],
    ["https://LOCALHOST./", "ADDRESS_REFUSED"],
    ["https://api.localhost/", "ADDRESS_REFUSED"],
    ["https://127.0.0.1/", "ADDRESS_REFUSED"],
    ["https://127.1/", "ADDRESS_REFUSED"],
    ["https://2130706433/", "ADDRESS_REFUSED"],
    ["https://0x7f000001/", "ADDRESS_REFUSED"],
    ["https://0177.0.0.1/", "ADDRESS_REFUSED"],
    ["https://127。0。0。1/", "ADDRESS_REFUSED"],
    ["https://①②⑦.0.0.1/", "ADDRESS_REFUSED"],
    ["https://0/", "ADDRESS_REFUSED"],
    ["https://[::1]/", "ADDRESS_REFUSED"],
    ["https://[::]/", "ADDRESS_REFUSED"],
    ["https://[::ffff:127.0.0.1]/", "ADDRESS_REFUSED"],
    ["https://[::ffff:a9fe:a9fe]/", "ADDRESS_REFUSED"],
    ["https://[fe80::1]/", "ADDRESS_REFUSED"],
    ["https://169.254.169.254/latest/meta-data/", "ADDRESS_REFUSED"],
    ["https://10.1.2.3/", "ADDRESS_REFUSED"],
    ["https://192.168.1.1/", "ADDRESS_REFUSED"],
  ])("%s: %s", (url, fault) => {
    expect(urlFault(url, { loopback: false })).toBe(fault);
  });

  test.each([
    ["http://127.0.0.1:8080/hook", undefined],
    ["http://localhost:8080/hook", undefined],
    ["http://[::1]:8080/hook", undefined],
    ["https://127.0.0.1/hook", undefined],
    ["http://10.0.0.1/hook", "NOT_HTTPS"],
    ["https://10.0.0.1/hook", "ADDRESS_REFUSED"],
    ["http://partner.example/hook", "NOT_HTTPS"],
  ])("with this machine allowed, %s: %s", (url, fault) => {
    expect(urlFault(url, { loopback: true })).toBe(fault);
  });
});
