import { describe, expect, test } from "vitest";
import {
  contractId,
  customerNumberPattern,
  isDisplayText,
  isMailAddress,
  loginIdPattern,
  maskMailAddress,
  preferredLanguage,
  userId,
} from "./index.ts";

describe("mail addresses: one, and nothing else", () => {
  test.each([
    "taro@example.jp",
    "taro.yamada+saihan@sub.example.co.jp",
    "o'neil@example.com",
    "a@xn--eckwd4c7c.xn--zckzah",
    `${"a".repeat(64)}@example.jp`,
  ])("%s is one", (address) => expect(isMailAddress(address)).toBe(true));
  test.each([
    "",
    "taro",
    "@example.jp",
    "taro@",
    "taro@example",
    "taro@-example.jp",
    "taro@example.jp.",
    ".taro@example.jp",
    "taro..yamada@example.jp",
    "a@x.jp, b@y.jp",
    "a@x.jp,b@y.jp",
    "a@x.jp b@y.jp",
    "a@x.jp\r\nBcc: b@y.jp",
    "a@x.jp\n",
    "<a@x.jp>",
    "A <a@x.jp>",
    '"a b"@x.jp',
    "a(comment)@x.jp",
    "group:a@x.jp;",
    "a@[127.0.0.1]",
    "太郎@example.jp",
    "taro@例え.jp",
    "a@x.jp\u0000",
    "a@b@x.jp",
    `${"a".repeat(65)}@example.jp`,
    `a@${"a".repeat(64)}.jp`,
    `a@${"abcdefghi.".repeat(30)}jp`,
  ])("%j is not", (address) => expect(isMailAddress(address)).toBe(false));
  test("a long hostile text is refused at once", () => {
    expect(isMailAddress(`${"a.".repeat(50_000)}@`)).toBe(false);
  });
  test("masked, it is recognised by its owner only", () => expect(maskMailAddress("taro@example.jp")).toBe("t***@example.jp"));
});

describe("names that people read", () => {
  test.each(["サンプル商事株式会社", "O'Neil & Söhne", "髙橋 𠮷野", "👩‍💻 Ltd."])("%s", (text) =>
    expect(isDisplayText(text, 100)).toBe(true),
  );
  test.each(["", " a", "a ", "a\nb", "a\u0000", "a\u202eb", "e\u0301", "a\u2028b", "\ud800"])("not %j", (text) =>
    expect(isDisplayText(text, 100)).toBe(false),
  );
  test("the limit counts characters, not UTF-16 units", () => {
    expect(isDisplayText("𠮷".repeat(100), 100)).toBe(true);
    expect(isDisplayText("𠮷".repeat(101), 100)).toBe(false);
  });
});

describe("お客様番号", () => {
  test.each(["N12345", "N1234567890", "GXXXXXXXX", "a".repeat(50)])("%s", (n) => expect(n).toMatch(customerNumberPattern));
  test.each(["N1234", "a".repeat(51), "N-12345", "Ｎ１２３４５", "N 12345", ""])("not %j", (n) =>
    expect(n).not.toMatch(customerNumberPattern),
  );
});

describe("ids", () => {
  test("ten digits", () => {
    expect(contractId(1)).toBe("econ0000000001");
    expect(userId(1_000_000_001)).toBe("ecid1000000001");
    for (const bad of [0, -1, 1.5, 10_000_000_000, Number.NaN]) expect(() => contractId(bad)).toThrow(RangeError);
  });
  test("login ids", () => {
    expect("taro@example.jp").toMatch(loginIdPattern);
    for (const bad of ["ab", "@taro", "taro yamada", "taro\n", "太郎ab"]) expect(bad).not.toMatch(loginIdPattern);
  });
});

test.each([
  [undefined, "en"],
  ["ja", "ja"],
  ["ja-JP,ja;q=0.9,en;q=0.8", "ja"],
  ["en-US,en;q=0.9,ja;q=0.8", "en"],
  ["fr, ja;q=0.3", "ja"],
  ["en;q=0.1, ja;q=0.9", "ja"],
  ["ja;q=0", "en"],
  ["*", "en"],
  ["jazz", "en"],
  [";;;,,,q=", "en"],
] as const)("Accept-Language %j asks for %s", (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
