import { randomBytes } from "node:crypto";

/** Crockford's letters and digits: no I, L, O, U. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const recoveryCodeCount = 10;

/**
 * Ten codes for a user who has lost the device. Each is its number and 15 random characters of 5 bits, so 75 bits: `7K3D-9QWX-04NB-TZ6H`.
 * The number says which stored hash it is to be compared with.
 */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, (_, number) => {
    const random = [...randomBytes(15)].map((byte) => letters[byte % 32]).join("");
    return (number + random).replace(/(.{4})(?!$)/g, "$1-");
  });
}

/** The number and the code as it was hashed, or nothing when the text is not such a code. Case and hyphens do not matter. */
export function readRecoveryCode(text: string): { number: number; code: string } | undefined {
  const code = text.toUpperCase().replaceAll("-", "");
  return /^[0-9][0-9A-HJKMNP-TV-Z]{15}$/.test(code) ? { number: Number(code[0]), code } : undefined;
}
