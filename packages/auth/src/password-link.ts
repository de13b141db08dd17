import { createHash, createHmac } from "node:crypto";

/** How many hours a link to set a password works: one that invites, and one that was asked for and so is awaited. */
export const passwordLinkHours = { invitation: 72, reset: 1 } as const;

/**
 * The token of the link in a mail. It follows from the mail's id, so that a mail that must be sent twice carries the same link,
 * and it is stored nowhere: only its hash is.
 */
export function passwordLinkToken(key: Buffer, mailId: string): string {
  return createHmac("sha256", key).update(mailId).digest("base64url");
}

export function hashLinkToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
