import { catalogueAt, explainEligibility, jstDay } from "@saihan/catalogue";
import { transaction } from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, contractIdParam, instant, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";
import { contractTarget } from "../permit.ts";
import { controlOf, factsOf, readKnown } from "./known.ts";
import { childMenuSchema, explanationSchema, explanationView, menuCodeField, menuSchema, menuView } from "./view.ts";

const tag = "Menus";
const version = z.string().nullable().openapi({ description: "The version of the catalogue in force; null when there is none" });

export const menuOperations = [
  operation({
    method: "get",
    path: "/v1/menus",
    id: "listMenus",
    tag,
    summary: "The resale catalogue in force",
    description: "Every menu with its names, whether it may be resold, and each condition as one sentence.",
    action: "menu.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ version, menus: z.array(menuSchema) }),
    refusals: [],
    handle: async (ctx) => {
      const inForce = catalogueAt(await ctx.catalogue.versions(), jstDay(ctx.now()));
      const menus = inForce?.menus.map((menu) => menuView(menu, inForce.categories)) ?? [];
      return ok(200, { version: inForce?.id ?? null, menus });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/menus",
    id: "listMenusOfContract",
    tag,
    summary: "What may this child contract buy?",
    action: "menu.view",
    params: z.strictObject({ contractId: contractIdParam }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ version, menus: z.array(childMenuSchema) }),
    refusals: ["CONTRACT_NOT_FOUND", "CONTRACT_IS_PARENT"],
    handle: async (ctx, { caller, params }) => {
      if (params.contractId === caller.partnerId) return no("CONTRACT_IS_PARENT", { contractId: params.contractId });
      const { inForce, facts, at } = await judge(ctx, caller, params.contractId);
      const menus = inForce?.menus.map((menu) => {
        const { eligible, verdict, failures } = explainEligibility(menu, facts, at);
        const switchedOff = facts.switchedOff?.includes(menu.code) ?? false;
        return { ...menuView(menu, inForce.categories), switchedOff, eligible, verdict, failing: failures.map((f) => f.code) };
      });
      return ok(200, { version: inForce?.id ?? null, menus: menus ?? [] });
    },
  }),
  operation({
    method: "post",
    path: "/v1/eligibility:explain",
    id: "explainEligibility",
    tag,
    summary: "May these menus be sold to this child contract, and if not, why not?",
    description: "Every condition that is not met, with what it says, whose turn it is and what to hand in. Nothing is written.",
    action: "eligibility.explain",
    target: (ctx, caller, _params, _query, body) => contractTarget(ctx, caller, body.contractId),
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        contractId: contractIdField,
        menus: z.array(menuCodeField).min(1).max(200).optional().openapi({ description: "Every menu when left out" }),
      })
      .openapi("ExplainEligibility"),
    order: false,
    status: 200,
    answer: z.object({ contractId: contractIdField, at: instant, version, explanations: z.array(explanationSchema) }),
    refusals: ["CONTRACT_NOT_FOUND", "CONTRACT_IS_PARENT", "MENU_NOT_FOUND"],
    handle: async (ctx, { caller, body }): Promise<Answer | Rejection> => {
      const { contractId } = body;
      if (contractId === caller.partnerId) return no("CONTRACT_IS_PARENT", { contractId });
      const { inForce, facts, at } = await judge(ctx, caller, contractId);
      const byCode = new Map(inForce?.menus.map((menu) => [menu.code, menu]));
      const explanations = [];
      for (const code of body.menus ?? byCode.keys()) {
        const menu = byCode.get(code);
        if (!menu) return no("MENU_NOT_FOUND", { menu: code });
        explanations.push(explanationView(explainEligibility(menu, facts, at)));
      }
      return ok(200, { contractId, at: at.toISOString(), version: inForce?.id ?? null, explanations });
    },
  }),
];

/** What a sale to this contract is judged by, now. */
async function judge(ctx: IntakeContext, caller: Caller, contractId: string) {
  const [versions, known] = await Promise.all([
    ctx.catalogue.versions(),
    transaction(ctx.db, caller, (tx) => readKnown(tx, [contractId])),
  ]);
  const at = ctx.now();
  const facts = factsOf(known, contractId, controlOf(known, versions, at), at);
  return { inForce: catalogueAt(versions, jstDay(at)), facts, at };
}
