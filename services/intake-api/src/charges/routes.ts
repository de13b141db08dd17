import { addMonths, type BillingMonth, billingMonthOf } from "@saihan/billing";
import { type ContractCharges, changeBetween, chargesOfContract, explanationOf, isShown, monthsShown } from "@saihan/closing";
import { closedMonthsOf, lastClosedMonth, transaction } from "@saihan/db";
import { no } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdParam, nothing, z } from "../fields.ts";
import { monthField, pathText } from "../invoices/view.ts";
import { ok, operation } from "../operation.ts";
import {
  byMenuOf,
  changeSchema,
  changeView,
  chargesSchema,
  chargesView,
  explanationSchema,
  explanationView,
  monthSchema,
} from "./view.ts";

const tag = "Charges";
const one = z.strictObject({ contractId: contractIdParam });
const oneMonth = one.extend({ month: pathText });

/** Reads the charges of a contract's months for a caller. */
async function reader(ctx: IntakeContext, caller: Caller, contractId: string) {
  const at = ctx.now();
  const [[last]] = await transaction(ctx.db, caller, (tx) => Promise.all([lastClosedMonth(tx, caller.partnerId)]));
  const lastClosed = last?.month?.slice(0, 7);
  const current = billingMonthOf(at);
  return {
    ...{ at, current, lastClosed },
    shows: (month: string) => monthField.safeParse(month).success && isShown(month, current),
    read: (month: BillingMonth): Promise<ContractCharges> =>
      chargesOfContract(ctx.db, caller, { contractId, month, lastClosed, at, prices: () => ctx.prices(caller) }),
  };
}

export const chargeOperations = [
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/charges",
    id: "listCharges",
    reads: "replica",
    tag,
    summary: "Charges of a contract by month (料金管理): the current month estimated, closed ones fixed",
    description: `Newest first, ${monthsShown} months back. A month is a UTC month: it begins at 09:00 in Japan. At the partner's cost, so not for end users.`,
    action: "charge.view",
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ months: z.array(monthSchema) }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId } }) => {
      const { current, lastClosed, read } = await reader(ctx, caller, contractId);
      const closed = await transaction(ctx.db, caller, (tx) =>
        closedMonthsOf(tx, contractId, `${addMonths(current, -monthsShown)}-01`),
      );
      const open: ContractCharges[] = [];
      // Months that are over and not closed yet are estimates still.
      const oldestOpen = lastClosed === undefined ? current : addMonths(lastClosed, 1);
      for (let month = current; month >= oldestOpen && open.length < 3; month = addMonths(month, -1))
        open.push(await read(month));
      return ok(200, {
        months: [
          ...open.map(({ month, status, net, lines }) => ({
            ...{ month, status, net: Number(net), lines: lines.length, byMenu: byMenuOf(lines), closedAt: null },
            illustrative: lines.some((line) => line.illustrative),
          })),
          ...closed.map(({ month, net, lines, byMenu, illustrative, closedAt }) => ({
            ...{ month: month.slice(0, 7), status: "fixed", net: Number(net), lines, illustrative },
            byMenu: byMenu.map((menu) => ({ ...menu, net: Number(menu.net) })),
            closedAt: closedAt.toISOString(),
          })),
        ],
      });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/charges/{month}",
    id: "getCharges",
    reads: "replica",
    tag,
    summary: "One month of a contract's charges, line by line, and what is not charged with its reason",
    action: "charge.view",
    params: oneMonth,
    query: nothing,
    order: false,
    status: 200,
    answer: chargesSchema,
    refusals: ["CONTRACT_NOT_FOUND", "MONTH_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, month } }) => {
      const { shows, read } = await reader(ctx, caller, contractId);
      return shows(month) ? ok(200, chargesView(contractId, await read(month))) : no("MONTH_NOT_FOUND", { month });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/charges/{month}/change",
    id: "getChangeOfCharges",
    reads: "replica",
    tag,
    summary: "Why a month differs from the one before, split by cause",
    description: "`new`, `ended`, `quantity`, `price`, `correction`: they add up to the change, to the yen.",
    action: "charge.view",
    params: oneMonth,
    query: nothing,
    order: false,
    status: 200,
    answer: changeSchema,
    refusals: ["CONTRACT_NOT_FOUND", "MONTH_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, month } }) => {
      const { shows, read } = await reader(ctx, caller, contractId);
      if (!shows(month)) return no("MONTH_NOT_FOUND", { month });
      const [before, after] = [await read(addMonths(month, -1)), await read(month)];
      return ok(200, changeView(changeBetween(before, after), after.status));
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/charges/{month}/lines/{lineId}",
    id: "explainCharge",
    reads: "replica",
    tag,
    summary: "Why a line has its amount: usage, price version, rule, cap and rounding, step by step",
    action: "charge.view",
    params: oneMonth.extend({
      lineId: z.string().max(400).openapi({ description: "`id` of a line of the month, percent-encoded" }),
    }),
    query: nothing,
    order: false,
    status: 200,
    answer: explanationSchema,
    refusals: ["CONTRACT_NOT_FOUND", "MONTH_NOT_FOUND", "LINE_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, month, lineId } }) => {
      const { shows, read } = await reader(ctx, caller, contractId);
      if (!shows(month)) return no("MONTH_NOT_FOUND", { month });
      const explained = explanationOf(await read(month), lineId, await ctx.prices(caller));
      return explained ? ok(200, explanationView(explained)) : no("LINE_NOT_FOUND", { lineId: lineId.slice(0, 64) });
    },
  }),
];
