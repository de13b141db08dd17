import { createHash, randomBytes } from "node:crypto";

/** What a bearer token is for: session of a user or an operator, ticket between password and code, known device, address of a feed, SSS token. */
export type TokenKind = "shs" | "sho" | "sht" | "shd" | "shf" | "sst";

/** `<kind>_` and 256 random bits in base64url. Only the SHA-256 is stored. */
export function makeToken(kind: TokenKind): { token: string; hash: Buffer } {
  const token = `${kind}_${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashToken(token) };
}

/** The hash under which a token would be stored, or nothing when the text is not a token of that kind. */
export function readToken(kind: TokenKind, text: string): Buffer | undefined {
  return text.startsWith(`${kind}_`) && /^[0-9A-Za-z_-]{43}$/.test(text.slice(4)) ? hashToken(text) : undefined;
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
