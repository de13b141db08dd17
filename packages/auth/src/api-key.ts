import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * An API key reads `shk_<id>_<secret>_<check>`: 12, 43 and 6 characters. The prefix lets scanners find leaked keys, the check
 * (CRC-32, base 36) lets a mistyped one be refused without a look-up. Only the SHA-256 of the secret is stored: it holds
 * 256 random bits, which no dictionary covers.
 */
const form = /^shk_([0-9a-z]{12})_([0-9A-Za-z-]{43})_([0-9a-z]{6})$/;

export interface NewApiKey {
  id: string;
  /** Shown once. */
  key: string;
  secretHash: Buffer;
}

export function makeApiKey(): NewApiKey {
  const id = [...randomBytes(12)].map((byte) => "0123456789abcdefghijklmnopqrstuvwxyz"[byte % 36]).join("");
  // base64url has an underscore, which here separates the parts.
  const secret = randomBytes(32).toString("base64url").replaceAll("_", "-");
  const body = `shk_${id}_${secret}`;
  return { id, key: `${body}_${checkOf(body)}`, secretHash: hashSecret(secret) };
}

/** The parts of a key, or nothing when it is not a key at all. */
export function readApiKey(text: string): { id: string; secretHash: Buffer } | undefined {
  const [, id, secret, check] = form.exec(text) ?? [];
  if (!id || !secret || checkOf(`shk_${id}_${secret}`) !== check) return undefined;
  return { id, secretHash: hashSecret(secret) };
}

/** A key as a name and a secret, for clients that speak Keystone: its id and what is secret of it. */
export function pairOfKey(key: string): { name: string; secret: string } {
  const [, name, secret] = form.exec(key) ?? [];
  if (!name || !secret) throw new Error("not an API key");
  return { name, secret };
}

/** The parts of a key that is given as a pair, or nothing when no key has that form. The whole key is taken as its secret too. */
export function readKeyPair(name: string, secret: string): { id: string; secretHash: Buffer } | undefined {
  const whole = readApiKey(secret);
  if (whole) return whole.id === name || name === secret ? whole : undefined;
  return /^[0-9a-z]{12}$/.test(name) && /^[0-9A-Za-z-]{43}$/.test(secret)
    ? { id: name, secretHash: hashSecret(secret) }
    : undefined;
}

export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function checkOf(body: string): string {
  return (crc32(body) % 36 ** 6).toString(36).padStart(6, "0");
}
