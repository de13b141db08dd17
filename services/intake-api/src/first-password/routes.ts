import { hashLinkToken, hashPassword, passwordLength, SignInBusy } from "@saihan/auth";
import { goOnAs, insertAuditEntries, setPasswordHash, transaction, usePasswordLink } from "@saihan/db";
import { no } from "@saihan/domain";
import { nothing, z } from "../fields.ts";
import { type Answer, operation } from "../operation.ts";

const body = z
  .strictObject({
    token: z.string().max(200).openapi({ description: "What follows # in the link of the mail" }),
    password: z
      .string()
      .min(passwordLength.min, `must have at least ${passwordLength.min} characters`)
      .max(passwordLength.max, `must have at most ${passwordLength.max} characters`),
  })
  .openapi("FirstPassword");

export const firstPasswordOperations = [
  operation({
    method: "post",
    path: "/v1/first-password",
    id: "setFirstPassword",
    tag: "Sign-in",
    summary: "Set the first password with the link of a mail",
    description: "The link works once. It is a bearer secret, so no API key is needed.",
    action: "anyone",
    params: nothing,
    query: nothing,
    body,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["PASSWORD_LINK_INVALID", "OVERLOADED"],
    handle: async (ctx, { body: { token, password }, requestId }) => {
      let hash: string;
      try {
        hash = await hashPassword(password);
      } catch (error) {
        if (error instanceof SignInBusy) return no("OVERLOADED");
        throw error;
      }
      const at = ctx.now();
      const used = await transaction(ctx.db, { service: "first-password" }, async (tx) => {
        const link = await usePasswordLink(tx, hashLinkToken(token), at);
        if (!link) return false;
        const { partnerId, contractId, userId } = link;
        const actor = `user:${userId}`;
        await goOnAs(tx, { partnerId, contractId, userId, actor, keyId: "" });
        await setPasswordHash(tx, userId, hash);
        const entry = {
          ...{ partnerId, contractId, at, actor, action: "user.set-first-password", target: userId },
          after: { changed: ["password"] },
          requestId,
        };
        await insertAuditEntries(tx, [entry]);
        return true;
      });
      return used ? ({ ok: true, status: 204, body: "" } satisfies Answer) : no("PASSWORD_LINK_INVALID");
    },
  }),
];
