import { createHmac, randomBytes } from "node:crypto";

/** Standard Webhooks: 24 to 64 random bytes, in base64 behind `whsec_`. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over id, time and body, one signature for each secret that holds.
 * @param secrets the present one first; a former one while it still holds
 * @param at when it is sent; receivers refuse what is minutes old, so every attempt has its own
 */
export function signedHeaders(
  secrets: readonly string[],
  message: { id: string; at: Date; body: string },
): Record<string, string> {
  const seconds = Math.floor(message.at.getTime() / 1_000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${message.id}.${seconds}.${message.body}`).digest("base64")}`;
  });
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}
