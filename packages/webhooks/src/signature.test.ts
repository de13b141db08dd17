import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { makeWebhookSecret, signedHeaders } from "./signature.ts";

test("the example of the Standard Webhooks specification", () => {
  const secret = "whsec_plJ3nmyCDGBKInavdOK15jsl";
  const body = '{"event_type":"ping","data":{"success":true}}';
  const headers = signedHeaders([secret], { id: "msg_loFOjxBNrRLzqYUf", at: new Date(1_731_705_121_000), body });
  expect(headers).toEqual({
    "webhook-id": "msg_loFOjxBNrRLzqYUf",
    "webhook-timestamp": "1731705121",
    "webhook-signature": "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
  });
});

test("whatever is sent, the library that receivers use takes it with either secret, and not when a character is changed", () => {
  fc.assert(
    fc.property(fc.json(), fc.stringMatching(/^[a-z0-9-]{1,40}$/), (json, id) => {
      const [present, former, foreign] = [makeWebhookSecret(), makeWebhookSecret(), makeWebhookSecret()];
      const body = JSON.stringify({ data: json });
      const headers = signedHeaders([present, former], { id, at: new Date(), body });
      for (const secret of [present, former]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(foreign).verify(body, headers)).toThrow("No matching signature found");
      expect(() => new Webhook(present).verify(`${body} `, headers)).toThrow("No matching signature found");
      expect(() => new Webhook(present).verify(body, { ...headers, "webhook-id": `${id}x` })).toThrow(
        "No matching signature found",
      );
    }),
    { numRuns: 50 },
  );
});

test("a secret has 32 random bytes", () => {
  const [one, other] = [makeWebhookSecret(), makeWebhookSecret()];
  expect(one).toMatch(/^whsec_[0-9A-Za-z+/]{43}=$/);
  expect(one).not.toBe(other);
});
