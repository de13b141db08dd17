import {
  addressKey,
  decidePassword,
  hashLinkToken,
  hashPassword,
  passwordLinkHours,
  scopeOf,
  takeAttempt,
  unlockAccount,
} from "@saihan/auth";
import {
  endPasswordLinks,
  endSessionsOf,
  goOnAs,
  passwordLinkFacts,
  setPasswordHash,
  signInFacts,
  transaction,
  usePasswordLink,
} from "@saihan/db";
import { no } from "@saihan/domain";
import { loginIdField, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";
import { newPassword } from "./fields.ts";
import { mailPerson, note, type Person } from "./notices.ts";
import { devicesSince } from "./open-session.ts";

const tag = "Sign-in";
const scope = { service: "password-reset" };
/** Stands in for a user that does not exist, so that the same statements run; it has no row, so no mail comes of it. */
const nobody: Person & { userState: "active" } = {
  ...{ partnerId: "econ0000000000", contractId: "econ0000000000", userId: "ecid0000000000" },
  ...{ language: "en", userState: "active" },
};

export const passwordLinkOperations = [
  operation({
    method: "post",
    path: "/v1/password-resets",
    id: "askPasswordReset",
    tag,
    summary: "Ask for a mail with a link to set a new password",
    description: "The answer is the same whether the login id exists or not. The link holds for an hour and works once.",
    action: "anyone",
    params: nothing,
    query: nothing,
    body: z.strictObject({ loginId: loginIdField }).openapi("AskPasswordReset"),
    order: false,
    status: 202,
    answer: z.object({ asked: z.literal(true) }),
    refusals: [],
    handle: async (ctx, { body: { loginId }, origin, requestId }) => {
      const at = ctx.now();
      const { user, attempt } = await transaction(ctx.db, scope, async (tx) => {
        const [found] = await signInFacts(tx, loginId, null, devicesSince(at));
        const buckets = [
          { kind: "reset" as const, key: loginId },
          { kind: "resetAddress" as const, key: addressKey(origin.address) },
        ];
        return { user: found, attempt: await takeAttempt(tx, buckets, at) };
      });
      const person = user ?? nobody;
      // A user who is still being made has no password to lose, and gets the invitation.
      if (attempt.ok && person.userState === "active") {
        await transaction(ctx.db, scopeOf(person), (tx) =>
          mailPerson(tx, person, "password-reset", requestId, at, {
            passwordLink: true,
            passwordLinkHours: passwordLinkHours.reset,
          }),
        );
        ctx.outbox.tell();
      }
      return ok(202, { asked: true });
    },
  }),
  operation({
    method: "post",
    path: "/v1/password-resets/complete",
    id: "setPasswordByLink",
    tag,
    summary: "Set a password with the link of a mail",
    description:
      "For the first password and for a new one. The link works once; a password that is refused does not use it up. Sessions end, and signing in needs a one-time code as before.",
    action: "anyone",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        token: z.string().max(200).openapi({ description: "What follows # in the link of the mail" }),
        password: newPassword,
      })
      .openapi("SetPasswordByLink"),
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["PASSWORD_LINK_INVALID", "PASSWORD_TOO_SHORT", "PASSWORD_TOO_LONG", "PASSWORD_COMMON", "PASSWORD_PREDICTABLE"],
    handle: async (ctx, { body: { token, password }, requestId }) => {
      const at = ctx.now();
      const tokenHash = hashLinkToken(token);
      const [link] = await transaction(ctx.db, scope, (tx) => passwordLinkFacts(tx, tokenHash, at));
      if (!link) return no("PASSWORD_LINK_INVALID");
      const { loginId, contractId, totpState, partnerId, userId } = link;
      const good = decidePassword(password, { loginId, contractId, totp: totpState !== "off" });
      if (!good.ok) return good;
      const hash = await hashPassword(ctx.signInKeys.pepper, password);
      const used = await transaction(ctx.db, scope, async (tx) => {
        if (!(await usePasswordLink(tx, tokenHash, at))) return false;
        await goOnAs(tx, scopeOf(link));
        await setPasswordHash(tx, partnerId, userId, hash);
        await endPasswordLinks(tx, partnerId, userId, at);
        await endSessionsOf(tx, partnerId, userId);
        await unlockAccount(tx, loginId);
        if (link.hasPassword) await mailPerson(tx, link, "password-changed", at.toISOString(), at);
        await note(tx, link, { actor: `user:${userId}`, action: "password.set-by-link", at, requestId });
        return true;
      });
      if (!used) return no("PASSWORD_LINK_INVALID");
      ctx.outbox.tell();
      return { ok: true, status: 204, body: "" } satisfies Answer;
    },
  }),
];
