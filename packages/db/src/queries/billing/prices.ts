import { providerId } from "@saihan/domain";
import type { Tx } from "../../transaction.ts";

/** A price version with its terms as JSON; numbers in it are decimal text. Dates are `YYYY-MM-DD`, UTC. */
export interface PriceVersionRow {
  id: string;
  item: number;
  menu: string;
  plan: string;
  component: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  currency: string;
  terms: Record<string, unknown>;
  status: string;
  source: string;
}

export function listPrices(tx: Tx) {
  return tx<PriceVersionRow[]>`
    select p.id, p.item, i.menu, i.plan, i.component, p.effective_from, p.effective_to, p.currency, p.terms, p.status, p.source
      from price_versions p join billable_items i on i.no = p.item
     order by i.no, p.effective_from`;
}

/**
 * Enters price versions. One that stands already is left as it is; the new ones are an entry of the provider's own audit.
 * Conditions: PRICE_CHANGED when a version of the same id says something else.
 */
export function enterPrices(tx: Tx, prices: readonly Omit<PriceVersionRow, "item">[], at: Date, actor: string) {
  const given = tx`jsonb_to_recordset(${tx.json(prices as never)}) as g (id text, menu text, plan text, component text, "effectiveFrom" date,
    "effectiveTo" date, currency text, terms jsonb, status text, source text)`;
  return [
    tx`
      with lanes as (
        select g.menu, g.plan, g.component,
               coalesce((select min(i.lane) from billable_items i where i.menu = g.menu and i.component = g.component),
                        coalesce((select max(lane) from billable_items), 0) + dense_rank() over (order by g.menu, g.component)) as lane
          from (select distinct menu, plan, component from ${given}) g)
      insert into billable_items (menu, plan, component, lane) select menu, plan, component, lane from lanes on conflict do nothing`,
    tx`
      with made as (
      insert into price_versions (id, item, effective_from, effective_to, currency, terms, status, source, entered_at)
      select g.id, i.no, g."effectiveFrom", g."effectiveTo", g.currency, g.terms, g.status, g.source, ${at}
        from ${given} join billable_items i on i.menu = g.menu and i.plan = g.plan and i.component = g.component
      on conflict (id) do nothing returning id)
      insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome, after)
      select ${providerId}, ${providerId}, ${at}, ${actor}, 'price.enter', 'price-list', 'done', jsonb_build_object('versions', jsonb_agg(id order by id))
        from made having count(*) > 0`,
    tx`
      select must(not exists (
        select from ${given} join price_versions p on p.id = g.id
         where (p.effective_from, p.effective_to, p.currency, p.terms) is distinct from (g."effectiveFrom", g."effectiveTo", g.currency, g.terms)),
        'PRICE_CHANGED')`,
  ];
}

/** By which item of the price list a plan of the catalogue is charged. */
export interface PlanItemRow {
  menu: string;
  plan: string;
  priceMenu: string;
  pricePlan: string;
}

/** Enters plan items; one that stands already is replaced, which concerns charges that start or change from then on. */
export function enterPlanItems(tx: Tx, items: readonly PlanItemRow[]) {
  return tx`
    insert into plan_items (menu, plan, price_menu, price_plan)
    select * from jsonb_to_recordset(${tx.json(items as never)}) as g (menu text, plan text, "priceMenu" text, "pricePlan" text)
    on conflict (menu, plan) do update set price_menu = excluded.price_menu, price_plan = excluded.price_plan`;
}
