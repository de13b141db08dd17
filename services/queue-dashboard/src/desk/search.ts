import {
  type FoundPerson,
  findContractAnywhere,
  findMailAnywhere,
  findOrderAnywhere,
  findPeople,
  findUserAnywhere,
  findWorkAnywhere,
  single,
} from "@saihan/db";
import { contractIdPattern, orderIdPattern, userIdPattern } from "@saihan/domain";
import { type DeskContext, may, scope, type Visit } from "./desk.ts";
import { html, type Markup } from "./markup.ts";
import { code, linkTo, table } from "./page.ts";

/** Where a search leads: to a page, or to users among whom the reader chooses. */
export type SearchResult = { to: string } | { people: readonly FoundPerson[] } | undefined;

/** Finds what a text names. An address is asked for by those who may find persons, and stands in no answer. */
export async function search(ctx: DeskContext, visit: Visit, text: string): Promise<SearchResult> {
  const { db } = ctx;
  if (contractIdPattern.test(text)) {
    const [contract] = await single(db, scope, (tx) => findContractAnywhere(tx, text));
    return contract && { to: `/desk/contracts/${contract.partnerId}/${contract.id}` };
  }
  if (orderIdPattern.test(text)) {
    const [order] = await single(db, scope, (tx) => findOrderAnywhere(tx, text));
    if (order) return { to: `/desk/orders/${order.id}` };
    const [mail] = await single(db, scope, (tx) => findMailAnywhere(tx, text));
    if (mail?.orderId) return { to: `/desk/orders/${mail.orderId}` };
    return mail && { to: `/desk/contracts/${mail.partnerId}/${mail.contractId}` };
  }
  if (userIdPattern.test(text)) {
    const [user] = await single(db, scope, (tx) => findUserAnywhere(tx, text));
    return user && { people: [user] };
  }
  if (/^[1-9][0-9]{0,14}$/.test(text)) {
    const [work] = await single(db, scope, (tx) => findWorkAnywhere(tx, Number(text)));
    return work && { to: `/desk/work/${work.partnerId}/${work.id}` };
  }
  if (!may(visit, "work.find-person")) return undefined;
  const people = await single(db, scope, (tx) => findPeople(tx, text));
  return people.length === 0 ? undefined : { people };
}

export function peoplePage(visit: Visit, people: readonly FoundPerson[]): Markup {
  const { w } = visit;
  return html`${table(
    people,
    [
      { head: w.user, cell: (p) => code(p.id) },
      { head: w.type, cell: (p) => p.type },
      { head: w.state, cell: (p) => p.state },
      { head: w.contract, cell: (p) => p.contractId && linkTo.contract(p.partnerId, p.contractId) },
      { head: w.partner, cell: (p) => linkTo.contract(p.partnerId, p.partnerId) },
    ],
    w.nothingFound,
  )}`;
}
