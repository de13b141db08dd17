import { deskContract, deskLines, deskOrders, transaction } from "@saihan/db";
import { type DeskContext, scope, type Visit } from "./desk.ts";
import { html, type Markup } from "./markup.ts";
import { linesTable } from "./overview-page.ts";
import { code, facts, kindOfOrder, linkTo, stateMark, table, time } from "./page.ts";

/** A contract with its newest orders; of a parent those of all its contracts, and its waiting work. Nothing: there is none. */
export async function contractStory(ctx: DeskContext, visit: Visit, partnerId: string, id: string): Promise<Markup | undefined> {
  const { w } = visit;
  const found = await transaction(ctx.db, scope, async (tx) => {
    const [contract] = await deskContract(tx, partnerId, id);
    if (!contract) return undefined;
    const [orders, lines] = await Promise.all([
      deskOrders(tx, contract, 50),
      contract.kind === "parent" ? deskLines(tx, visit.now, 20, partnerId) : undefined,
    ]);
    return { contract, orders, lines };
  });
  if (!found) return undefined;
  const { contract, orders, lines } = found;
  return html`${facts([
    [w.contract, code(contract.id)],
    [w.partner, linkTo.contract(contract.partnerId, contract.partnerId)],
    [w.state, contract.state],
    [w.created, time(contract.createdAt)],
    [w.started, time(contract.startedAt)],
    [w.ended, time(contract.endedAt)],
  ])}
${lines ? html`<h2>${w.lines}</h2>${linesTable(visit, lines)}` : ""}
<h2>${w.orders}</h2>
${table(
  orders,
  [
    { head: w.order, cell: (o) => linkTo.order(o.id) },
    { head: w.kind, cell: (o) => kindOfOrder(visit, o.kind) },
    { head: w.contract, cell: (o) => linkTo.contract(o.partnerId, o.contractId) },
    { head: w.state, cell: (o) => stateMark(visit, o.state) },
    { head: w.accepted, cell: (o) => time(o.acceptedAt) },
    { head: w.ended, cell: (o) => time(o.endedAt) },
    { head: w.cause, cell: (o) => o.failure && code(o.failure.code) },
  ],
  w.noOrders,
)}`;
}
