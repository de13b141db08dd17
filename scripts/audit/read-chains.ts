import type { ChainRow, ChainSource } from "@saihan/audit";
import postgres from "postgres";

/** Rows that are fetched at once. */
const fetchSize = 1_000;

/** A connection that shows what stands there: times at UTC, columns as text. */
export function openReader(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    onnotice: () => {},
    fetch_types: false,
    transform: { column: { from: postgres.toCamel } },
    connection: { application_name: "audit verify", TimeZone: "UTC", DateStyle: "ISO", statement_timeout: 0 },
  });
}

/**
 * Reads everything in one snapshot.
 * @throws when the role may not see the entries of every partner: what is hidden must not pass for what is not there
 */
export function inOneSnapshot<T>(
  sql: postgres.Sql,
  partners: readonly string[],
  read: (source: ChainSource) => Promise<T>,
): Promise<T> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const [role] = await tx<{ seesAll: boolean }[]>`
      select rolsuper or rolbypassrls or pg_has_role(current_user, 'saihan_operations', 'usage') as sees_all
        from pg_roles where rolname = current_user`;
    if (!role?.seesAll) throw new Error("this role does not see every partner's entries: sign in as saihan_operations");
    return read(sourceOf(tx, partners));
  }) as Promise<T>;
}

/** @param partners none: all of them */
export function sourceOf(sql: postgres.Sql | postgres.TransactionSql, partners: readonly string[]): ChainSource {
  const only = (given: readonly string[]) =>
    given.length === 0 ? sql`` : sql`and partner_id = any(string_to_array(${given.join(",")}, ','))`;
  const rows = (given: readonly string[]) =>
    sql<ChainRow[]>`
      select partner_id, seq::text, encode(hash, 'hex') as hash, id::text, contract_id, at::text, actor, action, target, outcome, code,
             before::text, after::text, reason, order_id::text, request_id
        from audit_entries where seq is not null ${only(given)}
       order by audit_entries.partner_id, audit_entries.seq, audit_entries.id`.cursor(fetchSize);
  return {
    heads: async () => {
      const heads = await sql<{ partnerId: string; seq: string; hash: string }[]>`
        select partner_id, seq::text, encode(hash, 'hex') as hash from audit_heads where true ${only(partners)}`;
      return new Map(heads.map(({ partnerId, seq, hash }) => [partnerId, { seq: Number(seq), hash }]));
    },
    unsealed: async () => {
      const waiting = await sql<{ partnerId: string; count: string; oldest: string }[]>`
        select partner_id, count(*)::text as count, min(at)::text as oldest
          from audit_entries where seq is null ${only(partners)} group by partner_id`;
      return new Map(waiting.map(({ partnerId, count, oldest }) => [partnerId, { count: Number(count), oldest }]));
    },
    rows: () => rows(partners),
    rowsOf: (partnerId) => rows([partnerId]),
  };
}
