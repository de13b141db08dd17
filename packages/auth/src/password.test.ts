import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hashIsDated, hashPassword, passwordFits } from "./password.ts";
import { decidePassword } from "./password-policy.ts";

const user = { loginId: "taro.yamada@aozora.example", contractId: "econ1000000042", totp: false };
const words = "unrelated words in a row, one after the other ";
const long = (length: number) =>
  words
    .repeat(20)
    .slice(0, length - 1)
    .padEnd(length, "x");

describe("what may become a password", () => {
  test.each([
    // without one-time codes 15 characters, with them 12
    [long(7), false, "PASSWORD_TOO_SHORT"],
    [long(8), false, "PASSWORD_TOO_SHORT"],
    [long(14), false, "PASSWORD_TOO_SHORT"],
    [long(15), false, undefined],
    [long(11), true, "PASSWORD_TOO_SHORT"],
    [long(12), true, undefined],
    [long(64), false, undefined],
    [long(128), false, undefined],
    [long(256), false, undefined],
    [long(257), false, "PASSWORD_TOO_LONG"],
    [long(1_000), false, "PASSWORD_TOO_LONG"],
    // no rule about kinds of characters
    ["かさなるやまのあおいいろをみる", false, undefined],
    ["🦀🐙🦑🐡🐠🐟🐬🐳🐋🦈🐊🐅🐆🦓🦍", false, undefined],
    ["🦀🐙🦑🐡🐠🐟🐬🐳🐋🦈🐊🐅🐆🦓", false, "PASSWORD_TOO_SHORT"],
    ["tallgreenladders", false, undefined],
    ["a\u0000b is a password too", false, undefined],
    // what everybody tries
    ["123456789987654321", false, "PASSWORD_COMMON"],
    ["1qaz2wsx3edc4rfv", false, "PASSWORD_COMMON"],
    ["1QAZ2WSX3EDC4RFV", false, "PASSWORD_COMMON"],
    ["Password12345678", false, "PASSWORD_COMMON"],
    ["!!!password!!!!!!!!", false, "PASSWORD_COMMON"],
    ["sunshinesunshine", false, "PASSWORD_COMMON"],
    ["qwertyqwertyqwerty", false, "PASSWORD_COMMON"],
    ["aaaaaaaaaaaaaaaa", false, "PASSWORD_COMMON"],
    ["abababababababab", false, "PASSWORD_COMMON"],
    ["abcdefghijklmnop", false, "PASSWORD_COMMON"],
    ["1234567890123456", false, "PASSWORD_COMMON"],
    ["ｐａｓｓｗｏｒｄ１２３４５６７", false, "PASSWORD_COMMON"],
    // who and where the user is
    ["taro.yamada@aozora.example", false, "PASSWORD_PREDICTABLE"],
    ["yamadayamada2026", false, "PASSWORD_PREDICTABLE"],
    ["econ1000000042!!", false, "PASSWORD_PREDICTABLE"],
    ["Saihan-Saihan-2026", false, "PASSWORD_PREDICTABLE"],
    ["yamada walks to the sea", false, undefined],
  ])("%s (codes on: %s): %s", (password, totp, code) => {
    const decision = decidePassword(password, { ...user, totp });
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });
});

describe("hashes", () => {
  const pepper = randomBytes(32);
  const fits = async (password: string, other: string) => passwordFits(pepper, await hashPassword(pepper, password), other);

  test("are argon2id with 19 MiB and two passes, and dated when they are not", async () => {
    const stored = await hashPassword(pepper, "some password");
    const [, kind, , cost] = stored.split("$");
    const [m, t] = (cost as string).split(",").map((part) => Number(part.slice(2)));
    expect([kind, m, t]).toEqual(["argon2id", 19_456, 2]);
    expect(hashIsDated(stored)).toBe(false);
    expect(hashIsDated(stored.replace("t=2", "t=1"))).toBe(true);
  });

  test.each([
    ["the same", long(20), long(20), true],
    ["another case", "Aaaa bbbb cccc", "aaaa bbbb cccc", false],
    ["a space at the end", "aaaa bbbb cccc", "aaaa bbbb cccc ", false],
    ["another character at 73", `${long(72)}a`, `${long(72)}b`, false],
    ["another character at 200", `${long(199)}a`, `${long(199)}b`, false],
    ["something after a NUL", "aaaa bbbb\u0000cccc", "aaaa bbbb\u0000dddd", false],
    ["the same letter written in two parts", "caf\u00e9 au lait de nuit", "cafe\u0301 au lait de nuit", true],
  ])("%s", async (_, password, other, same) => {
    expect(await fits(password, other)).toBe(same);
  });

  test("fit under their own pepper only, and a user that does not exist has none that fits", async () => {
    const stored = await hashPassword(pepper, "some password");
    expect(await passwordFits(randomBytes(32), stored, "some password")).toBe(false);
    expect(await passwordFits(pepper, undefined, "some password")).toBe(false);
  });
});
