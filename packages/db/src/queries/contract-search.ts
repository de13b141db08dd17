import type { ContractState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { ContractRow, Listed } from "./contracts.ts";

/** What is searched for. Texts are parts of what is wanted, folded by `foldText`; several conditions all hold. */
export interface ContractFilter {
  contractId?: string | undefined;
  customerNumber?: string | undefined;
  customerName?: string | undefined;
  /** Of the representative. */
  loginId?: string | undefined;
  mailAddress?: string | undefined;
  states?: readonly ContractState[] | undefined;
  /** From this instant on, before that one; ISO 8601. */
  startedFrom?: string | undefined;
  startedTo?: string | undefined;
  endedFrom?: string | undefined;
  endedTo?: string | undefined;
  groupId?: string | undefined;
  label?: { name: string; value: string } | undefined;
  /** Each stands in the name, the number or the id, or with `people` in the representative's login id or mail address. */
  words?: readonly string[] | undefined;
  /** Whether words are looked for in what the representative is called. */
  people: boolean;
}

export const contractSorts = ["createdAt", "startedAt", "endedAt", "customerName", "customerNumber"] as const;
export interface ContractOrder {
  by: (typeof contractSorts)[number];
  descending: boolean;
}

/** Where a page of contracts ended: the text by which its last row is sorted, and its id. */
export interface ContractCursor {
  key: string;
  id: string;
}

/** A search reads at most so many contracts one by one; where more may match, it goes along an index in the order that is asked for. */
const narrowAt = 2_000;

/**
 * Contracts among which every one that is searched for lies, if they are few: `null` where the texts and the caller's groups leave many.
 * Goes before the search, in the same transaction.
 */
export function narrowContracts(tx: Tx, filter: ContractFilter): Statement<{ ids: string[] | null }[]> {
  const of = (...texts: (string | undefined)[]) =>
    tx`array(select jsonb_array_elements_text(${tx.json(texts.filter((text) => text !== undefined))}))`;
  const names = [filter.contractId, filter.customerNumber, filter.customerName];
  const words = filter.words ?? [];
  return tx<{ ids: string[] | null }[]>`
    select to_jsonb(find_contracts(
      ${of(...names, ...(filter.people ? [] : words))}, ${of(filter.loginId, filter.mailAddress)}, ${of(...(filter.people ? words : []))}, ${narrowAt}
    )) as ids`;
}

/** Files contracts in the card index that a search reads, `most` at most. @returns how many there were */
export function fileContracts(tx: Tx, most: number): Statement<{ filed: number }[]> {
  return tx<{ filed: number }[]>`select file_contracts(${most}::int) as filed`;
}

export interface FoundContract extends Listed<ContractRow> {
  loginId: string;
  mailAddress: string;
}

/** A page of the child contracts that the scope sees and the filter lets through. @param ids as `narrowContracts` gave them */
export function searchContracts(
  tx: Tx,
  filter: ContractFilter,
  ids: readonly string[] | null,
  page: { order: ContractOrder; after?: ContractCursor | undefined; limit: number },
): Statement<FoundContract[]> {
  const { by, descending } = page.order;
  const { column, cast } = sortKeys(tx)[by];
  const after =
    page.after && tx`and (${column}, c.id) ${descending ? tx`<` : tx`>`} (${page.after.key}::text${cast}, ${page.after.id})`;
  const direction = descending ? tx`desc` : tx`asc`;
  return tx<FoundContract[]>`
    select p.*, u.login_id, u.mail_address
      from (select c.*, ${column}::text as cursor_at from contracts c
             where ${conditions(tx, filter, ids)} ${after ?? tx``}
             order by ${column} ${direction}, c.id ${direction}
             limit ${page.limit}) p
      join users u on u.partner_id = p.partner_id and u.id = p.representative_id
     order by ${sortKeys(tx, tx`p`)[by].column} ${direction}, p.id ${direction}`;
}

/** How many there are, to the last one. */
export function countContracts(tx: Tx, filter: ContractFilter, ids: readonly string[] | null): Statement<{ count: number }[]> {
  return tx<{ count: number }[]>`select count(*)::int as count from contracts c where ${conditions(tx, filter, ids)}`;
}

function sortKeys(tx: Tx, of = tx`c`) {
  const instant = tx`::timestamptz`;
  return {
    createdAt: { column: tx`${of}.created_at`, cast: instant },
    startedAt: { column: tx`coalesce(${of}.started_at, 'infinity'::timestamptz)`, cast: instant },
    endedAt: { column: tx`coalesce(${of}.ended_at, 'infinity'::timestamptz)`, cast: instant },
    customerName: { column: tx`${of}.customer_name_folded`, cast: tx`` },
    customerNumber: { column: tx`${of}.customer_number`, cast: tx`` },
  };
}

/** What is asked for comes in the order in which it is cheapest to know. */
function conditions(tx: Tx, f: ContractFilter, ids: readonly string[] | null) {
  const start = tx`coalesce(c.started_at, 'infinity'::timestamptz)`;
  const end = tx`coalesce(c.ended_at, 'infinity'::timestamptz)`;
  const written = tx`c.customer_name_folded || E'\\n' || lower(c.customer_number) || E'\\n' || c.id`;
  const words = (f.words ?? []).map((word) =>
    f.people ? tx`and strpos(${written} || E'\\n' || c.people_folded, ${word}) > 0` : tx`and strpos(${written}, ${word}) > 0`,
  );
  const states = f.states?.length ? tx`and c.state = any(string_to_array(${f.states.join(",")}, ','))` : tx``;
  return tx`
    c.kind = 'child'
    ${ids ? tx`and c.id = any(string_to_array(${ids.join(",")}, ','))` : tx``}
    ${states}
    ${f.startedFrom ? tx`and ${start} >= ${f.startedFrom}::text::timestamptz and c.started_at is not null` : tx``}
    ${f.startedTo ? tx`and ${start} < ${f.startedTo}::text::timestamptz` : tx``}
    ${f.endedFrom ? tx`and ${end} >= ${f.endedFrom}::text::timestamptz and c.ended_at is not null` : tx``}
    ${f.endedTo ? tx`and ${end} < ${f.endedTo}::text::timestamptz` : tx``}
    ${f.groupId ? tx`and c.id in (select g.contract_id from contract_group_contracts g where g.group_id = ${f.groupId})` : tx``}
    ${f.label ? tx`and c.labels ->> ${f.label.name} = ${f.label.value}` : tx``}
    ${f.contractId ? tx`and strpos(c.id, ${f.contractId}) > 0` : tx``}
    ${f.customerNumber ? tx`and strpos(lower(c.customer_number), ${f.customerNumber}) > 0` : tx``}
    ${f.customerName ? tx`and strpos(c.customer_name_folded, ${f.customerName}) > 0` : tx``}
    ${f.loginId ? tx`and strpos(split_part(c.people_folded, E'\\n', 1), ${f.loginId}) > 0` : tx``}
    ${f.mailAddress ? tx`and strpos(split_part(c.people_folded, E'\\n', 2), ${f.mailAddress}) > 0` : tx``}
    ${words.reduce((all, word) => tx`${all} ${word}`, tx``)}`;
}
