import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/support/database.ts";

/**
 * Every table of partners is keyed by the partner (the parent contract), so that its rows can live together on one machine: a Postgres that is sharded by a hash of
 * the partner (Citus) wants the partner in every unique index and on both sides of every foreign key. What does not begin with it is named here, with
 * its reason and what it would need there.
 */
const token = "a token is looked up before anybody knows whose it is; sharded: a small table of hash and partner on every node";
const overTheService =
  "unique over the whole service by the platform's rule; sharded: a small table of names and partners on every node";
const notByPartner: Record<string, string> = {
  "api_keys.api_keys_id": token,
  "feed_addresses.feed_addresses_token_hash_key": token,
  "known_devices.known_devices_token": token,
  "password_links.password_links_pkey": token,
  "sessions.sessions_token": token,
  "sign_in_tickets.sign_in_tickets_token": token,
  "sss_tokens.sss_tokens_hash": token,
  "tenants.tenants_name": overTheService,
  "users.users_login_id": overTheService,
  "workspaces.workspaces_name": overTheService,
  "billable_resources.billable_resources_contract_id_resource_id_key":
    "metering names contract and resource, never a partner; contract ids come from one sequence, so the partner can be put in front",
  "billable_resources.billable_resources_no":
    "usage names a resource by its number, from one sequence, so the partner can be put in front",
  "documents.documents_series_no_key":
    "numbers of invoices have no gaps over all partners (billing.md 8); sharded: the series is taken on one node, as it is taken in one row today",
  "referrals.referrals_direct_contract":
    "one end user's contract is referred by one agency; few rows, sharded: a table on every node",
  "usage_records.usage_records_event":
    "an event of a metering is unique over the service; sharded: the partner is put in front, and one event for two partners is found by the judging, which knows the resource",
};

/** Tables without a partner: small ones of which every node would have a copy, and ones of the house itself that stay on one node. */
const copied = "small and rarely written: a copy on every node";
const ofTheHouse = "of the house or its staff, not of a partner: on one node";
const ofNobody: Record<string, string> = {
  applied_migrations: ofTheHouse,
  billable_items: copied,
  catalogue_versions: copied,
  document_series: "one row for each series, locked by whoever takes a number: on one node",
  drift_comparisons: ofTheHouse,
  mail_template_versions: copied,
  notice_updates: copied,
  notices: copied,
  operator_devices: ofTheHouse,
  operator_sessions: ofTheHouse,
  operators: ofTheHouse,
  plan_items: copied,
  platform_watch: ofTheHouse,
  price_versions: copied,
  programme_files: copied,
  provider_keys: ofTheHouse,
  throttles: "counts by account and address, before anybody knows whose: on one node, or by a hash of the bucket",
  usage_parked: "of no partner until somebody knows whose it is: on one node",
  usage_reach: "how far sixteen resources reach in a month, read where usage is taken in: on one node, beside usage_parked",
  usage_sources: copied,
  work_pauses: copied,
};

/** Without a primary key, because every index costs while usage comes by the million. */
const withoutKey = ["usage_records"];

describe("keys", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());

  const tables = () => database.sql<{ name: string; byPartner: boolean }[]>`
    select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partner_id' and not a.attisdropped) as by_partner
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;

  test("every unique index of a partner's table begins with the partner, but for those that are named", async () => {
    const rows = await database.sql<{ what: string }[]>`
      select c.relname || '.' || x.relname as what
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
        join pg_attribute p on p.attrelid = c.oid and p.attname = 'partner_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and i.indisunique and i.indkey[0] <> p.attnum
       order by 1`;
    expect(rows.map(({ what }) => what)).toEqual(Object.keys(notByPartner).sort());
  });

  test("every table of a partner has a primary key, but for the one that is named", async () => {
    const rows = await database.sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_attribute p on p.attrelid = c.oid and p.attname = 'partner_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary) order by 1`;
    expect(rows.map(({ name }) => name)).toEqual(withoutKey);
  });

  test("every foreign key between partners' tables begins with the partner on both sides", async () => {
    const rows = await database.sql<{ name: string }[]>`
      select k.conname as name
        from pg_constraint k join pg_attribute p on p.attrelid = k.conrelid and p.attname = 'partner_id'
        join pg_attribute q on q.attrelid = k.confrelid and q.attname = 'partner_id'
       where k.contype = 'f' and (k.conkey[1] <> p.attnum or k.confkey[1] <> q.attnum) order by 1`;
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  test("what belongs to no partner is named, and points at no partner's row", async () => {
    const names = (await tables()).filter(({ byPartner }) => !byPartner).map(({ name }) => name);
    expect(names).toEqual(Object.keys(ofNobody).sort());
    const pointing = await database.sql<{ name: string }[]>`
      select k.conname as name from pg_constraint k join pg_attribute q on q.attrelid = k.confrelid and q.attname = 'partner_id'
       where k.contype = 'f' and not exists (select from pg_attribute p where p.attrelid = k.conrelid and p.attname = 'partner_id')`;
    expect(pointing.map(({ name }) => name)).toEqual([]);
  });
});
