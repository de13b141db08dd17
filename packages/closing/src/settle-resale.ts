import {
  type BillingMonth,
  type EndUserStatement,
  endUserStatement,
  jstDateOf,
  type PricedLines,
  type ResaleRule,
} from "@saihan/billing";
import {
  contractsToPrice,
  insertAuditEntries,
  insertDocument,
  insertResaleLines,
  linesOfContracts,
  listResaleRules,
  lockResale,
  parkResale,
  type Tx,
  takeNumber,
  transaction,
  unparkResale,
} from "@saihan/db";
import { defineHandler, jobs } from "@saihan/queues";
import { type CloseContext, plain, textOf } from "./close-jobs.ts";
import { lineOfRow } from "./line-rows.ts";
import { partnerParty } from "./paper.ts";
import { priceForEndUsers } from "./price-resale.ts";
import { sha256 } from "./prices.ts";
import { resaleRuleOf } from "./resale-rows.ts";
import { tellEndUsers } from "./tell-end-users.ts";

export const resaleJobs = { settleResale: jobs.settleResale } as const;

/** Contracts whose statements are written in one transaction. */
const atOnce = 50;

/**
 * The step after a close: one statement for each end user, priced by the partner's rules, in force at the month of each line, and written once. A
 * contract with a line that no rule settles is parked with the reason, and made when the step runs again: after a rule was entered for the gap.
 * Statements that stand are left alone, so a second run, or a second worker, adds nothing.
 */
export const settleResale = defineHandler<CloseContext, { month: string }, readonly []>({
  load: () => [],
  handle: async (ctx, { month }, attempt) => {
    const { partnerId } = attempt.scope;
    const inTurn = <T>(work: (tx: Tx) => Promise<T>) =>
      transaction(
        ctx.db,
        attempt.scope,
        async (tx) => {
          await lockResale(tx, partnerId);
          return work(tx);
        },
        120_000,
      );
    const waiting = await inTurn((tx) => contractsToPrice(tx, partnerId, `${month}-01`));
    for (let done = 0; done < waiting.length; done += atOnce) {
      const named = waiting.slice(done, done + atOnce).map(({ id }) => id);
      const parked = await inTurn((tx) => settle(tx, { partnerId, month, named, at: ctx.now(), actor: attempt.actor }));
      for (const { contractId, code } of parked) attempt.log.warn("an end user's statement is parked", { contractId, code });
    }
    await attempt.complete(() => []);
  },
});

interface Settling {
  readonly partnerId: string;
  readonly month: BillingMonth;
  readonly named: readonly string[];
  readonly at: Date;
  readonly actor: string;
}

async function settle(tx: Tx, facts: Settling): Promise<{ contractId: string; code: string }[]> {
  const { partnerId, month, named } = facts;
  const contracts = (await contractsToPrice(tx, partnerId, `${month}-01`)).filter(({ id }) => named.includes(id));
  const ids = contracts.map(({ id }) => id);
  const [rules, rows] = await Promise.all([listResaleRules(tx, partnerId), linesOfContracts(tx, partnerId, `${month}-01`, ids)]);
  const ruled: ResaleRule[] = rules.map(resaleRuleOf);
  const { priced, unpriced } = await priceForEndUsers(tx, { partnerId, month, rules: ruled, lines: rows.map(lineOfRow) });
  const parked: { contractId: string; code: string }[] = [];
  const issued: { contractId: string; number: string }[] = [];
  for (const contract of contracts) {
    const reasons = unpriced.filter(({ cost }) => cost.contractId === contract.id).map(({ reason }) => reason);
    const [first] = reasons;
    if (first) {
      const told = new Map(reasons.map(({ code, variables }) => [JSON.stringify([code, variables]), { code, variables }]));
      await parkResale(tx, partnerId, {
        ...{ contractId: contract.id, month: `${month}-01`, lines: reasons.length, at: facts.at },
        reasons: [...told.values()].slice(0, 20),
      });
      parked.push({ contractId: contract.id, code: first.code });
    } else issued.push({ contractId: contract.id, number: await issueStatement(tx, facts, contract, priced) });
  }
  await tellEndUsers(tx, { partnerId, month, at: facts.at, issued });
  return parked;
}

/** What an end user's statement is fixed with: the resale side, and the names of the day (billing.md I18, I20). */
export interface EndUserContent {
  readonly statement: EndUserStatement;
  readonly number: string;
  readonly issueDate: string;
  readonly issuer: Awaited<ReturnType<typeof partnerParty>>;
  readonly customerName: string;
  readonly customerNumber: string | null;
}

async function issueStatement(
  tx: Tx,
  { partnerId, month, at: now, actor }: Settling,
  contract: { id: string; customerName: string; customerNumber: string | null },
  priced: PricedLines["priced"],
): Promise<string> {
  const { id: contractId, customerName, customerNumber } = contract;
  const year = jstDateOf(now).slice(0, 4);
  // Each partner counts its own.
  const series = `EU-${year} ${partnerId}`;
  const [taken] = await takeNumber(tx, series, now);
  const at = taken?.at ?? now;
  const no = taken?.no ?? 0;
  const number = `EU-${year}-${String(no).padStart(6, "0")}`;
  const issueDate = jstDateOf(at);
  const statement = endUserStatement(contractId, month, priced);
  const issuer = await partnerParty(tx, partnerId, issueDate);
  const fixed: EndUserContent = { statement, number, issueDate, issuer, customerName, customerNumber };
  const content = plain(fixed);
  const net = `${statement.net}`;
  await insertDocument(tx, {
    ...{ partnerId, number, series, no, kind: "end_user_statement", month: `${month}-01`, version: 1, amends: null, contractId },
    ...{ counterparty: customerName, issueDate, finalisedAt: at, content, sha256: sha256(textOf(content)) },
    ...{ net, tax: "0", total: net, due: net },
  });
  const own = priced.filter(({ cost }) => cost.contractId === contractId);
  await insertResaleLines(
    tx,
    { partnerId, month: `${month}-01`, contractId, number },
    own.map(({ cost, choice, resale }) => ({
      ...{ lineId: cost.id, ruleId: choice.rule.id, price: `${resale.price.toWhole("floor")}` },
      ...{ limitedBy: resale.limitedBy ?? null, considered: choice.considered },
    })),
  );
  await unparkResale(tx, partnerId, contractId, `${month}-01`);
  await insertAuditEntries(tx, [
    {
      ...{ partnerId, contractId, at, actor, action: "end-user-statement.issue", target: number },
      after: { state: "issued", month, total: net },
    },
  ]);
  return number;
}
