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

export function sameHash(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function checkOf(body: string): string {
  return (crc32(body) % 36 ** 6).toString(36).padStart(6, "0");
}
