import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** A key for one purpose, drawn from the master key of the house (RFC 5869). 32 bytes. */
export function keyFor(
  masterKey: Buffer,
  purpose:
    | "password-link"
    | "totp-secret"
    | "password-pepper"
    | "database-role"
    | "webhook-secret"
    | "unsubscribe"
    | "backup-mark",
): Buffer {
  return Buffer.from(hkdfSync("sha256", masterKey, Buffer.alloc(0), `saihan ${purpose}`, 32));
}

/** What signing in needs. */
export interface SignInKeys {
  /** For `hashPassword` and `passwordFits`. */
  pepper: Buffer;
  /** Seals one-time secrets. */
  totp: Buffer;
}

export function signInKeys(masterKey: Buffer): SignInKeys {
  return { pepper: keyFor(masterKey, "password-pepper"), totp: keyFor(masterKey, "totp-secret") };
}

/**
 * AES-256-GCM. `boundTo` (the id of the row) is authenticated with it: a secret that is copied to another row does not open.
 * @returns 1 byte version, 12 bytes nonce, 16 bytes tag, then the text
 */
export function seal(key: Buffer, text: string, boundTo: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]);
}

/** @throws when the key, the row or a byte of it is not what it was */
export function unseal(key: Buffer, sealed: Buffer, boundTo: string): string {
  if (sealed[0] !== 1) throw new Error("sealed by an unknown version");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString("utf8");
}
