import { createHmac, timingSafeEqual } from "node:crypto";

/** What one link in a mail can change: one category of one user. */
export interface Unsubscription {
  partnerId: string;
  contractId: string;
  userId: string;
  category: string;
}

/** The token names what it changes and is signed: it is stored nowhere, and works as long as the mail is kept. @param key `keyFor(masterKey, "unsubscribe")` */
export function unsubscribeToken(key: Buffer, { partnerId, contractId, userId, category }: Unsubscription): string {
  const text = Buffer.from([partnerId, contractId, userId, category].join(" ")).toString("base64url");
  return `${text}.${signatureOf(key, text).toString("base64url")}`;
}

/** @returns undefined for what was not signed with this key */
export function readUnsubscribeToken(key: Buffer, token: string): Unsubscription | undefined {
  const [text, signature, ...more] = token.slice(0, 400).split(".");
  if (text === undefined || signature === undefined || more.length > 0) return undefined;
  const [given, right] = [Buffer.from(signature, "base64url"), signatureOf(key, text)];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [partnerId, contractId, userId, category] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  return partnerId && contractId && userId && category ? { partnerId, contractId, userId, category } : undefined;
}

function signatureOf(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
