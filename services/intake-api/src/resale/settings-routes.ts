import { findResaleSettings, insertAuditEntries, single, transaction, writeResaleSettings } from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";

const settingsSchema = z
  .strictObject({
    tellEndUsers: z.boolean().openapi({
      description:
        "Whether people of a child contract who may read its statements are mailed when a month's is ready. The mail names month and contract, no amount. Off until you say otherwise",
    }),
  })
  .openapi("ResaleSettings");

const common = { tag: "Resale prices", params: nothing, query: nothing, order: false, status: 200, refusals: [] } as const;

export const resaleSettingsOperations = [
  operation({
    ...common,
    method: "get",
    path: "/v1/resale-settings",
    id: "getResaleSettings",
    summary: "Whether your end users are told that their statements are ready",
    action: "resale-rule.view",
    answer: settingsSchema,
    handle: async (ctx, { caller }) => {
      const [row] = await single(ctx.db, caller, (tx) => findResaleSettings(tx, caller.partnerId));
      return ok(200, { tellEndUsers: row?.tellEndUsers ?? false });
    },
  }),
  operation({
    ...common,
    method: "put",
    path: "/v1/resale-settings",
    id: "setResaleSettings",
    summary: "Have your end users told that their statements are ready, or not",
    description:
      "Holds for statements that are made from now on. The mails count as news: who has switched news off, or from whom you keep it, is not written to.",
    action: "resale-rule.set",
    body: settingsSchema,
    answer: settingsSchema,
    handle: (ctx, { caller, body: { tellEndUsers }, requestId }) =>
      transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
        const { partnerId, actor, who } = caller;
        if (who.kind === "user" && who.confined)
          return no("ACTION_NOT_ALLOWED", { action: "resale-rule.set", rule: "billing.md 6: for all, by who sees all" });
        const at = ctx.now();
        const [before] = await findResaleSettings(tx, partnerId);
        const entry = {
          partnerId,
          contractId: partnerId,
          at,
          actor,
          action: "resale-settings.set",
          target: partnerId,
          requestId,
        };
        await Promise.all([
          writeResaleSettings(tx, partnerId, { tellEndUsers }, { by: actor, at }),
          insertAuditEntries(tx, [
            { ...entry, before: { tellEndUsers: before?.tellEndUsers ?? false }, after: { tellEndUsers } },
          ]),
        ]);
        return ok(200, { tellEndUsers });
      }),
  }),
];
