import { createHash } from "node:crypto";
import { no, type Rejection } from "@saihan/domain";

/** What makes a repeated order recognisable: its key, and what was asked under it. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/** Printable ASCII, 1 to 255 characters, no space at an end. */
const keyForm = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** The key may be bare or a quoted string (draft-ietf-httpapi-idempotency-key-header). */
export function readIdempotencyKey(header: string | string[] | undefined): { ok: true; key: string } | Rejection {
  if (header === undefined) return no("IDEMPOTENCY_KEY_MISSING");
  const text = String(header).trim();
  const key = /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
  return keyForm.test(key) ? { ok: true, key } : no("IDEMPOTENCY_KEY_INVALID");
}

/** SHA-256 of method, address and content. The same content in another order of its fields is the same. */
export function fingerprintOf(method: string, address: string, body: unknown): string {
  return createHash("sha256")
    .update(`${method} ${address}\n${canonical(body)}`)
    .digest("base64url");
}

/** May an answer that was kept under a key be given again to this request? */
export function mayReplay(kept: { fingerprint: string }, asked: Idempotency): { ok: true } | Rejection {
  return kept.fingerprint === asked.fingerprint ? { ok: true } : no("IDEMPOTENCY_KEY_REUSED");
}

/** JSON with the keys of every object in order, so that the same content gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
