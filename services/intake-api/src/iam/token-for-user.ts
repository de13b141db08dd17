import { makeToken } from "@saihan/auth";
import { findUser, holdsOfUser, insertAuditEntries, insertSssToken, regionsOfUser, transaction } from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { contractIdParam, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";

/** How long such a token lives, as one that the user asks for (sdpf section 10). */
const tokenLifeMs = 3_600_000;

const answer = z
  .object({
    token: z.string(),
    userId: z.string(),
    keyId: z.string().openapi({ description: "The key whose token it is: it dies with it" }),
    tenantId: z.string(),
    tenantName: z.string(),
    regions: z.array(z.string()).openapi({ description: "Where the user has tenants" }),
    issuedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .openapi("TokenForUser");

/** Row 33 of the SSS API: the staff see for themselves what a user's script sees. The partner reads it in the audit. */
export const tokenForUserOperation = operation({
  method: "post",
  path: "/v1/contracts/{contractId}/users/{userId}/sss-tokens",
  id: "issueTokenForUser",
  tag: "IAM",
  summary: "Issue a token of the SSS API for a user",
  description:
    "For the provider's operations: a token of the user's newest key, for a tenant to which they have access, for an hour. The partner's audit tells of it.",
  action: "user.act-as",
  params: z.strictObject({ contractId: contractIdParam, userId: z.string() }),
  query: nothing,
  body: z.strictObject({ tenantId: z.string().optional() }).openapi("IssueTokenForUser"),
  order: false,
  status: 201,
  answer,
  refusals: ["CONTRACT_NOT_FOUND", "USER_NOT_FOUND", "USER_STATE_FORBIDS", "API_KEY_NOT_FOUND", "TENANT_NOT_FOUND"],
  handle: async (ctx, { caller, params: { contractId, userId }, body, requestId }): Promise<Answer | Rejection> => {
    const { partnerId, actor } = caller;
    return transaction(ctx.db, caller, async (tx) => {
      const [user] = await findUser(tx, partnerId, contractId, userId);
      if (!user) return no("USER_NOT_FOUND", { userId: userId.slice(0, 64) });
      if (user.state !== "active") return no("USER_STATE_FORBIDS", { userId, state: user.state });
      const at = ctx.now();
      const [holds] = await holdsOfUser(tx, userId, body.tenantId, at);
      if (!holds?.keyId) return no("API_KEY_NOT_FOUND", { keyId: "-" });
      if (!holds.tenantId || holds.tenantName === null)
        return no("TENANT_NOT_FOUND", { tenantId: (body.tenantId ?? "-").slice(0, 64) });
      const { token, hash } = makeToken("sst");
      const expiresAt = new Date(at.getTime() + tokenLifeMs);
      const { keyId, tenantId, tenantName } = holds;
      await insertSssToken(tx, { partnerId, contractId, userId, keyId, tenantId, tokenHash: hash, issuedAt: at, expiresAt });
      await insertAuditEntries(tx, [
        { partnerId, contractId, at, actor, action: "user.act-as", target: userId, requestId, after: { keyId, tenantId } },
      ]);
      const regions = (await regionsOfUser(tx, userId, at)).map(({ region }) => region);
      const times = { issuedAt: at.toISOString(), expiresAt: expiresAt.toISOString() };
      return ok(201, { token, userId, keyId, tenantId, tenantName, regions, ...times });
    });
  },
});
