import {
  acceptOrders,
  type ContractRow,
  lockContracts,
  lockTenants,
  openOrdersOfMany,
  selectAnswer,
  shareMenuControl,
  type TenantRow,
  transaction,
} from "@saihan/db";
import { authorize, catalogue, decidePartnerMayOrder, no, type OpenOrder, type Rejection, sentence } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { readKnown } from "../menus/known.ts";
import type { Answer, Asked } from "../operation.ts";
import { acceptanceOf, accepted, earlier, replay } from "../place-order.ts";
import { decideStart, type Start, type StartAsked, writeStarts } from "./decide-start.ts";

export type BulkRow = StartAsked & { contractId: string };

/**
 * Many subscriptions in one request, over any number of contracts: each its own order, and a refusal of one does not stop the others.
 * All are read, decided and written together, by one statement per kind of row; the request's key keeps the whole answer.
 */
export async function placeBulk(
  ctx: IntakeContext,
  asked: Asked<unknown, unknown, { subscriptions: BulkRow[] }>,
): Promise<Answer | Rejection> {
  const { caller, body, idempotency } = asked;
  const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
  if (!allowed.ok) return allowed;
  const versions = await ctx.catalogue.versions();
  const contractIds = [...new Set(body.subscriptions.map((row) => row.contractId))];
  const tenantIds = [...new Set(body.subscriptions.map((row) => row.tenantId))];
  const outcome = await transaction(ctx.db, caller, async (tx) => {
    const [[kept], contractRows, tenantRows] = await Promise.all([
      selectAnswer(tx, caller.actor, idempotency.key),
      lockContracts(tx, contractIds),
      lockTenants(tx, tenantIds),
      shareMenuControl(tx, caller.partnerId),
    ]);
    if (kept) return replay(asked, kept);
    // Read under the locks, not beside them.
    const [openOrders, known] = await Promise.all([openOrdersOfMany(tx, contractIds), readKnown(tx, contractIds)]);
    const at = ctx.now();
    const contracts = new Map(contractRows.map((row) => [row.id, row]));
    const tenants = new Map(tenantRows.map((row) => [row.id, row]));
    const open = byContract(openOrders);
    const decided = body.subscriptions.map((row) => {
      const contract = contracts.get(row.contractId);
      const permitted = mayStart(caller, row.contractId, contract);
      if (!permitted.ok || !contract) return permitted.ok ? no("CONTRACT_NOT_FOUND", { contractId: row.contractId }) : permitted;
      const tenant = tenantOf(tenants, row);
      const grounds = { partnerId: caller.partnerId, versions, known, contract, tenant, open: open.get(contract.id) ?? [], at };
      return decideStart(grounds, row);
    });
    const starts = decided.filter((one): one is Start => one.ok);
    const text = JSON.stringify(answerOf(decided));
    if (starts.length === 0) return { status: 202, location: null, body: text, fingerprint: idempotency.fingerprint };
    const acceptances = starts.map((start, n) => {
      const acceptance = acceptanceOf(ctx, asked, start, at);
      // One key keeps one answer, that of the whole request; it stands with the first order.
      return { ...acceptance, answer: { ...acceptance.answer, location: null, body: n === 0 ? text : "" } };
    });
    const written = await acceptOrders(tx, acceptances);
    if (written.length === 0) return undefined;
    await Promise.all(writeStarts(tx, starts, caller).map((statement) => statement.execute()));
    return { status: 202, location: null, body: text, fingerprint: idempotency.fingerprint };
  });
  if (outcome === undefined) return earlier(ctx, asked);
  return "fingerprint" in outcome ? accepted(ctx, outcome) : outcome;
}

function mayStart(caller: Caller, contractId: string, contract: ContractRow | undefined) {
  const { partnerId } = caller;
  return contract
    ? authorize(caller.who, "subscription.start", { partnerId, contractId, inReach: true })
    : no("CONTRACT_NOT_FOUND", { contractId });
}

function tenantOf(tenants: ReadonlyMap<string, TenantRow>, row: BulkRow): TenantRow | undefined {
  const tenant = tenants.get(row.tenantId);
  return tenant?.contractId === row.contractId ? tenant : undefined;
}

function byContract(orders: readonly (OpenOrder & { contractId: string })[]): Map<string, OpenOrder[]> {
  const map = new Map<string, OpenOrder[]>();
  for (const order of orders) {
    const list = map.get(order.contractId);
    if (list) list.push(order);
    else map.set(order.contractId, [order]);
  }
  return map;
}

function answerOf(decided: readonly (Start | Rejection)[]) {
  const accepted = decided.filter(({ ok }) => ok).length;
  return {
    accepted,
    refused: decided.length - accepted,
    rows: decided.map((one) => (one.ok ? orderedView(one) : refusedView(one))),
  };
}

function orderedView(start: Start) {
  const state = start.awaitsApproval ? "awaiting_approval" : "received";
  return { order: { id: start.orderId, state, waitsFor: start.waitsFor }, ...start.shown(start.subscription.at), problem: null };
}

function refusedView(refusal: Rejection) {
  const { code, variables } = refusal;
  const { turn, retryable } = catalogue[code];
  const says = { ja: sentence(code, "says", "ja", variables), en: sentence(code, "says", "en", variables) };
  const failures = "failures" in refusal ? refusal.failures : [];
  return { order: null, subscription: null, duties: [], problem: { code, variables, says, turn, retryable, failures } };
}
