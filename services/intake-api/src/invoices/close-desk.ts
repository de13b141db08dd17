import { closeMonths, closesOfMonth, collectAgain, listParked, lockMonth, signOff, single, type Tx } from "@saihan/db";
import { no, type Rejection, sentence } from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { contractIdField, displayText, instant, maybeInstant, nothing, z } from "../fields.ts";
import { bilingual } from "../menus/view.ts";
import { type Answer, ok } from "../operation.ts";
import { type Desk, deskScope, forPartner } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { monthField, pathText } from "./view.ts";

const state = z.enum(["open", "collecting", "rated", "reviewed", "closed"]);
const counts = z.object({ expected: z.number().int(), done: z.number().int(), parked: z.number().int() });
const oneMonth = z.strictObject({ month: pathText });
const reasonBody = z.strictObject({ reason: displayText(500, "単価を登録しました") });
const moved = z.object({ month: monthField, state });

/** The billing run over all partners, and what the billing staff do to it. */
export const closeDeskOperations = [
  deskOperation({
    method: "get",
    path: "/v1/operator/closes",
    id: "listCloseMonths",
    reads: "replica",
    summary: "The months that were begun to close, newest first: what is expected and what is there, over all partners",
    action: "close.list-all",
    params: nothing,
    answer: z.object({
      months: z.array(z.object({ month: monthField, partners: z.number().int(), closed: z.number().int(), contracts: counts })),
    }),
    refusals: [],
    at: async (desk) => {
      const rows = await single(desk.db, deskScope(desk), (tx) => closeMonths(tx, 36));
      return ok(200, {
        months: rows.map(({ month, partners, closed, ...sums }) => ({
          month: month.slice(0, 7),
          partners,
          closed,
          contracts: countsOf(sums),
        })),
      });
    },
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/closes/{month}",
    id: "listClosesOfAll",
    reads: "replica",
    summary: "How the closes of a month stand, partner by partner",
    action: "close.list-all",
    params: oneMonth,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(100),
      after: z.string().max(20).default("").openapi({ description: "The last partner's id of the page before" }),
    }),
    answer: z.object({
      closes: z.array(
        z.object({
          partner: z.object({ id: contractIdField, customerName: z.string() }),
          ...{ month: monthField, state, cutoffAt: instant, closedAt: maybeInstant, reviewedBy: z.string().nullable() },
          contracts: counts,
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ["MONTH_NOT_FOUND"],
    at: async (desk, { params: { month }, query: { limit, after } }) => {
      if (!monthField.safeParse(month).success) return no("MONTH_NOT_FOUND", { month });
      const rows = await single(desk.db, deskScope(desk), (tx) => closesOfMonth(tx, `${month}-01`, after, limit + 1));
      const closes = rows
        .slice(0, limit)
        .map(({ partnerId, partnerName, state: stands, cutoffAt, closedAt, reviewedBy, ...sums }) => ({
          partner: { id: partnerId, customerName: partnerName },
          ...{ month, state: stands, cutoffAt: cutoffAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, reviewedBy },
          contracts: countsOf(sums),
        }));
      return ok(200, { closes, next: rows.length > limit ? (closes.at(-1)?.partner.id ?? null) : null });
    },
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/closes/{month}/parked",
    id: "listParkedContracts",
    summary: "Contracts of the named partner's month that could not be rated, with why",
    action: "close.view",
    params: oneMonth,
    answer: z.object({
      parked: z.array(
        z.object({
          contract: z.object({ id: contractIdField, customerName: z.string() }),
          reason: z.object({ code: z.string(), says: bilingual }),
          at: instant,
        }),
      ),
    }),
    refusals: ["MONTH_NOT_FOUND"],
    at: async (desk, { caller, params: { month } }) => {
      if (!monthField.safeParse(month).success) return no("MONTH_NOT_FOUND", { month });
      const rows = await single(desk.db, deskScope(desk, caller.partnerId), (tx) =>
        listParked(tx, caller.partnerId, `${month}-01`),
      );
      return ok(200, {
        parked: rows.map(({ contractId, customerName, reason: { code, variables }, at }) => ({
          contract: { id: contractId, customerName },
          reason: { code, says: { ja: said(code, "ja", variables), en: said(code, "en", variables) } },
          at: at.toISOString(),
        })),
      });
    },
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/closes/{month}/rate-again",
    id: "rateParkedAgain",
    summary: "Rate the parked contracts of the named partner's month again",
    description: "For when what kept them from being rated was mended. A month that is closed stays as it is.",
    action: "close.move",
    params: oneMonth,
    body: reasonBody,
    answer: moved,
    refusals: ["MONTH_NOT_FOUND", "PARTNER_NOT_FOUND", "CLOSE_NOTHING_PARKED"],
    at: (desk, { caller, params: { month }, body: { reason } }) =>
      moveClose(desk, caller.partnerId, { month, action: "close.rate-again", reason }, async (tx, at) => {
        const work = { queue: jobs.rateContracts.queue, name: jobs.rateContracts.name };
        const again = await collectAgain(tx, { partnerId: caller.partnerId, month: `${month}-01`, at, work });
        return again.length > 0 ? ok(200, { month, state: "collecting" }) : no("CLOSE_NOTHING_PARKED", { month });
      }),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/closes/{month}/sign-off",
    id: "signCloseOff",
    summary: "Let the named partner's month be issued as it stands, with its exceptions",
    action: "close.move",
    params: oneMonth,
    body: reasonBody,
    answer: moved,
    refusals: ["MONTH_NOT_FOUND", "PARTNER_NOT_FOUND", "CLOSE_NOT_WAITING"],
    at: (desk, { caller, params: { month }, body: { reason } }) =>
      moveClose(desk, caller.partnerId, { month, action: "close.sign-off", reason }, async (tx, at, stands) => {
        const next = { queue: jobs.issueInvoice.queue, name: jobs.issueInvoice.name };
        const facts = { partnerId: caller.partnerId, month: `${month}-01`, actor: desk.operator.id, at, next };
        const [signed] = await signOff(tx, facts);
        return signed ? ok(200, { month, state: "reviewed" }) : no("CLOSE_NOT_WAITING", { month, state: stands });
      }),
  }),
];

/** Does something to a month that the partner has, and notes it in the partner's audit with its reason. */
function moveClose(
  desk: Desk,
  partnerId: string,
  { month, action, reason }: { month: string; action: string; reason: string },
  move: (tx: Tx, at: Date, stands: string) => Promise<Answer | Rejection>,
): Promise<Answer | Rejection> {
  if (!monthField.safeParse(month).success) return Promise.resolve(no("MONTH_NOT_FOUND", { month }));
  return forPartner(desk, partnerId, { action, target: month, reason }, async (tx, at) => {
    const [found] = await lockMonth(tx, partnerId, `${month}-01`);
    return found ? move(tx, at, found.state) : no("MONTH_NOT_FOUND", { month });
  });
}

/** `expected` of a row is what is left; of an answer it is everything. */
function countsOf({ expected, done, parked }: { expected: number; done: number; parked: number }) {
  return { expected: expected + done + parked, done, parked };
}

function said(code: string, language: "ja" | "en", variables: Readonly<Record<string, string | number | boolean>>): string {
  return sentence(code as Parameters<typeof sentence>[0], "says", language, variables);
}
