import { endSessionOfOperator, sessionLife } from "@saihan/auth";
import { endSession, listSessions, transaction } from "@saihan/db";
import { no } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { instant, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";
import { note } from "./notices.ts";
import { ownAccount } from "./own-account.ts";

const tag = "Own account";

export const sessionOperations = [
  operation({
    method: "get",
    path: "/v1/sessions",
    id: "listSessions",
    tag,
    summary: "List your own sessions, newest first",
    action: "account.manage",
    target: ownAccount,
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({
      sessions: z.array(
        z.object({
          id: z.uuid(),
          address: z.string().openapi({ description: "From where it was opened" }),
          userAgent: z.string(),
          createdAt: instant,
          seenAt: instant,
          current: z.boolean(),
        }),
      ),
    }),
    refusals: ["SIGN_IN_NEEDED"],
    handle: async (ctx, { caller }) => {
      const now = ctx.now().getTime();
      const rows = await transaction(ctx.db, caller, (tx) =>
        listSessions(tx, caller.partnerId, caller.userId, {
          createdAfter: new Date(now - sessionLife.longestMs),
          seenAfter: new Date(now - sessionLife.idleMs),
        }),
      );
      return ok(200, {
        sessions: rows.map((row) => ({
          id: row.id,
          address: row.address,
          userAgent: row.userAgent,
          createdAt: row.createdAt.toISOString(),
          seenAt: row.seenAt.toISOString(),
          current: row.id === caller.sessionId,
        })),
      });
    },
  }),
  operation({
    method: "delete",
    path: "/v1/sessions/current",
    id: "signOut",
    tag,
    summary: "Sign out",
    action: "session.end",
    target: ownAccount,
    params: nothing,
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["SIGN_IN_NEEDED", "SESSION_NOT_FOUND"],
    handle: async (ctx, { caller, requestId }) => {
      if (caller.who.kind === "user") return end(ctx, caller, caller.sessionId ?? "", requestId);
      await endSessionOfOperator(ctx.db, caller.sessionId ?? "");
      return { ok: true, status: 204, body: "" } satisfies Answer;
    },
  }),
  operation({
    method: "delete",
    path: "/v1/sessions/{sessionId}",
    id: "endSession",
    tag,
    summary: "End one of your own sessions",
    action: "account.manage",
    target: ownAccount,
    params: z.strictObject({ sessionId: z.string() }),
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["SIGN_IN_NEEDED", "SESSION_NOT_FOUND"],
    handle: (ctx, { caller, params, requestId }) => end(ctx, caller, params.sessionId, requestId),
  }),
];

async function end(ctx: IntakeContext, caller: Caller, sessionId: string, requestId: string) {
  return transaction(ctx.db, caller, async (tx) => {
    const [ended] = await endSession(tx, caller.partnerId, caller.userId, sessionId);
    if (!ended) return no("SESSION_NOT_FOUND", { sessionId: sessionId.slice(0, 64) });
    await note(tx, caller, { actor: caller.actor, action: "session.end", at: ctx.now(), requestId, after: { sessionId } });
    return { ok: true, status: 204, body: "" } satisfies Answer;
  });
}
