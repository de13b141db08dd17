import { passwordLinkHours, unlockAccount } from "@saihan/auth";
import {
  endPasswordLinks,
  endSessionsOf,
  findPerson,
  lockAdministrators,
  lockContract,
  type PersonFacts,
  setSignInDisabled,
  setTotpState,
  type Tx,
  transaction,
} from "@saihan/db";
import { type Action, decideLosesAdministrator, no, type Rejection } from "@saihan/domain";
import { contractIdParam, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import type { AnswerCode } from "../problem.ts";
import { securityViewSchema } from "./fields.ts";
import { mailPerson, note } from "./notices.ts";

/** What an administrator does to the sign-in of a user. */
interface Measure {
  path: string;
  id: string;
  summary: string;
  description: string;
  action: Extract<Action, "user.secure" | "user.invite">;
  audit: string;
  refusals?: readonly AnswerCode[];
  /** Writes the change, or refuses before anything is written. @returns what the user's security is afterwards */
  take(tx: Tx, to: PersonFacts & { partnerId: string }, at: Date, requestId: string): Promise<Partial<PersonFacts> | Rejection>;
}

const measures: Measure[] = [
  {
    path: "totp/enable",
    id: "enableTotp",
    summary: "Ask a user for one-time codes",
    description: "At the next sign-in the user sees a QR code, once; from then on a code is needed.",
    action: "user.secure",
    audit: "totp.ask",
    refusals: ["TOTP_STATE_FORBIDS"],
    take: async (tx, to) => {
      if (to.totpState !== "off") return no("TOTP_STATE_FORBIDS", { state: to.totpState, action: "enable" });
      await setTotpState(tx, to.partnerId, to.id, "asked");
      return { totpState: "asked" };
    },
  },
  {
    path: "totp/reset",
    id: "resetTotp",
    summary: "Remove a user's authenticator app",
    description:
      "For a user who has lost the device and the recovery codes. Sessions end, the user is mailed, and the next sign-in shows a new QR code.",
    action: "user.secure",
    audit: "totp.reset",
    refusals: ["TOTP_STATE_FORBIDS"],
    take: async (tx, to, at) => {
      if (to.totpState !== "on") return no("TOTP_STATE_FORBIDS", { state: to.totpState, action: "reset" });
      await setTotpState(tx, to.partnerId, to.id, "asked");
      await endSessionsOf(tx, to.partnerId, to.id);
      await mailPerson(tx, personOf(to), "totp-reset", at.toISOString(), at);
      return { totpState: "asked" };
    },
  },
  {
    path: "invite",
    id: "inviteUser",
    summary: "Mail a user a new link to set the password",
    description: "The link works once, for 72 hours. Links that were sent before no longer work.",
    action: "user.invite",
    audit: "user.invite",
    refusals: ["USER_STATE_FORBIDS"],
    take: async (tx, to, at, requestId) => {
      if (to.state !== "active") return no("USER_STATE_FORBIDS", { userId: to.id, state: to.state });
      await endPasswordLinks(tx, to.partnerId, to.id, at);
      const facts = { passwordLink: true, passwordLinkHours: passwordLinkHours.invitation };
      await mailPerson(tx, personOf(to), "user-invited", requestId, at, facts);
      return {};
    },
  },
  {
    path: "unlock",
    id: "unlockUser",
    summary: "Forget a user's failed attempts to sign in",
    description: "For a user who cannot sign in after too many failures.",
    action: "user.secure",
    audit: "user.unlock",
    take: async (tx, to) => {
      await unlockAccount(tx, to.loginId);
      return {};
    },
  },
  {
    path: "sign-in/disable",
    id: "disableSignIn",
    summary: "Keep a user from signing in",
    description:
      "Sessions end at once, and links that were sent no longer work. The last user who can administer the contract stays.",
    action: "user.secure",
    audit: "sign-in.disable",
    refusals: ["LAST_ADMINISTRATOR"],
    take: async (tx, to, at) => {
      const administrators = await lockAdministrators(tx, to.partnerId, to.contractId);
      const may = decideLosesAdministrator(to.contractId, to.id, administrators);
      if (!may.ok) return may;
      await setSignInDisabled(tx, to.partnerId, to.id, at);
      await endSessionsOf(tx, to.partnerId, to.id);
      await endPasswordLinks(tx, to.partnerId, to.id, at);
      return { signInDisabled: true };
    },
  },
  {
    path: "sign-in/enable",
    id: "enableSignIn",
    summary: "Let a user sign in again",
    description: "With the password and the authenticator app from before.",
    action: "user.secure",
    audit: "sign-in.enable",
    take: async (tx, to) => {
      await setSignInDisabled(tx, to.partnerId, to.id, null);
      return { signInDisabled: false };
    },
  },
];

export const userSecurityOperations = measures.map((measure) =>
  operation({
    method: "post",
    path: `/v1/contracts/{contractId}/users/{userId}/${measure.path}`,
    id: measure.id,
    tag: "Users",
    summary: measure.summary,
    description: measure.description,
    action: measure.action,
    params: z.strictObject({ contractId: contractIdParam, userId: z.string() }),
    query: nothing,
    body: nothing,
    order: false,
    status: 200,
    answer: securityViewSchema,
    refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND", ...(measure.refusals ?? [])],
    handle: async (ctx, { caller, params, requestId }) => {
      const { partnerId } = caller;
      const at = ctx.now();
      const outcome = await transaction(ctx.db, caller, async (tx) => {
        // The contract first, as whoever deletes a user does: measures on one contract come one after the other.
        await lockContract(tx, partnerId, params.contractId);
        const found = await findPerson(tx, partnerId, params.contractId, params.userId);
        if (!found) return no("USER_NOT_FOUND", { userId: params.userId.slice(0, 64) });
        const to = { ...found, partnerId };
        const taken = await measure.take(tx, to, at, requestId);
        if ("ok" in taken) return taken as Rejection;
        await note(tx, personOf(to), { actor: caller.actor, action: measure.audit, at, requestId });
        const now = { ...to, ...taken };
        const { contractId, totpState: totp, signInDisabled } = now;
        return ok(200, { contractId, userId: to.id, totp, signInDisabled });
      });
      if (outcome.ok) ctx.outbox.tell();
      return outcome;
    },
  }),
);

function personOf(to: PersonFacts & { partnerId: string }) {
  return { partnerId: to.partnerId, contractId: to.contractId, userId: to.id, language: to.language };
}
