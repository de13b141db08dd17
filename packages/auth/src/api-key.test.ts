import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeApiKey, pairOfKey, readApiKey, readKeyPair, sameHash } from "./api-key.ts";

const sample = makeApiKey();
const [, id = "", secret = ""] = sample.key.split("_");

describe("an API key", () => {
  test("has a prefix, an id, a secret of 256 bits and a check, in a form that scanners find", () => {
    for (let i = 0; i < 200; i++) {
      const { key, id } = makeApiKey();
      expect(key).toMatch(/^shk_[0-9a-z]{12}_[0-9A-Za-z-]{43}_[0-9a-z]{6}$/);
      expect(key.split("_")[1]).toBe(id);
    }
  });

  test("is read back to its id and the hash that is stored; the secret itself is in neither", () => {
    const read = readApiKey(sample.key);
    expect(read).toEqual({ id: sample.id, secretHash: sample.secretHash });
    expect(sample.secretHash).toEqual(createHash("sha256").update(secret).digest());
  });

  test("no two are alike", () => {
    const made = Array.from({ length: 500 }, makeApiKey);
    expect(new Set(made.map((k) => k.id)).size).toBe(500);
    expect(new Set(made.map((k) => k.key)).size).toBe(500);
  });

  test("a slip of one character anywhere is noticed without a look-up", () => {
    fc.assert(
      fc.property(fc.nat(sample.key.length - 1), fc.constantFrom(..."0aZ-_x9"), (at, letter) => {
        if (sample.key[at] === letter) return;
        const slipped = sample.key.slice(0, at) + letter + sample.key.slice(at + 1);
        expect(readApiKey(slipped)).toBeUndefined();
      }),
    );
  });

  test.each([
    ["nothing", ""],
    ["another prefix", sample.key.replace("shk", "shx")],
    ["without its check", sample.key.slice(0, -7)],
    ["with something before it", `x${sample.key}`],
    ["with something behind it", `${sample.key}0`],
    ["with a line behind it", `${sample.key}\n`],
    ["with a short id", `shk_${id.slice(1)}_${secret}_000000`],
    ["in capitals", sample.key.toUpperCase()],
  ])("%s is no key", (_, text) => {
    expect(readApiKey(text)).toBeUndefined();
  });
});

test("hashes are compared as a whole", () => {
  const hash = sample.secretHash;
  expect(sameHash(hash, Buffer.from(hash))).toBe(true);
  expect(sameHash(hash, makeApiKey().secretHash)).toBe(false);
  expect(sameHash(hash, hash.subarray(1))).toBe(false);
  expect(sameHash(Buffer.alloc(0), hash)).toBe(false);
});

describe("a key as a pair of name and secret", () => {
  const pair = pairOfKey(sample.key);
  test.each([
    ["its parts", pair.name, pair.secret, true],
    ["its id and the whole key", pair.name, sample.key, true],
    ["the whole key twice", sample.key, sample.key, true],
    ["another name and the whole key", "zzzzzzzzzzzz", sample.key, false],
    ["a short secret", pair.name, pair.secret.slice(1), false],
    ["no name", "", pair.secret, false],
  ])("%s", (_, name, given, reads) => {
    expect(readKeyPair(name, given)).toEqual(reads ? { id: sample.id, secretHash: sample.secretHash } : undefined);
  });
});
