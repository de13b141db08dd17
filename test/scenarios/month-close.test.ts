import { exact, faultsInSeries, type UsageRecord } from "@saihan/billing";
import {
  enterPriceVersions,
  issueCreditNote,
  issuerOf,
  moveDocument,
  openDueCloses,
  previewMonth,
  readPrices,
  reissueInvoice,
  verifyMonth,
} from "@saihan/closing";
import { loadClosingConfig } from "@saihan/config";
import { listDocuments, listExpected, listStatementLines, single, type UsageTaken } from "@saihan/db";
import { takeUsage } from "@saihan/metering";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleIssuer } from "../../scripts/sample-issuer.ts";
import { addContracts, addPrices, addResources, asEvent } from "../support/billing.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const partner = "econ2000000001";
const [tokyo, osaka, ended] = ["econ2000000002", "econ2000000003", "econ2000000004"];
const scope = { service: "test" };

describe.skipIf(missingStore)("the month close", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await addPrices(house.db);
    await addContracts(house.database.sql, partner, [
      { id: partner, startedAt: "2026-04-01T00:00:00Z" },
      { id: tokyo, startedAt: "2026-04-01T00:00:00Z" },
      { id: osaka, startedAt: "2026-04-10T00:00:00Z" },
      { id: ended, startedAt: "2026-04-01T00:00:00Z", endedAt: "2026-04-20T00:00:00Z" },
    ]);
    await addResources(house.db, partner, [
      { contractId: tokyo, resourceId: "vm", menu: "Virtual server", plan: "1vCPU-4GB", from: "2026-04-01T00:00:00Z" },
      { contractId: tokyo, resourceId: "disk", menu: "Block storage", plan: "2 IOPS/GB", from: "2026-04-01T00:00:00Z" },
      { contractId: osaka, resourceId: "logs", menu: "Monitoring Logs", plan: "ingest", from: "2026-04-10T00:00:00Z" },
      { contractId: ended, resourceId: "old", menu: "Virtual server", plan: "2vCPU-8GB", from: "2026-04-01T00:00:00Z" },
      {
        contractId: partner,
        resourceId: "aws",
        menu: "SD-Exchange AWS connection",
        plan: "50 Mbps",
        from: "2026-04-01T00:00:00Z",
      },
    ]);
  });
  afterAll(() => house?.close());

  /** A record of a resource, in the words of the price list. */
  function used(
    contractId: string,
    resourceId: string,
    what: readonly [string, string, string],
    from: string,
    to: string | undefined,
    amount = "1",
  ): UsageRecord {
    const [menu, plan, component] = what;
    const core = {
      source: "meter",
      id: `${resourceId} ${from}`,
      contractId,
      tenantId: undefined,
      resourceId,
      menu,
      plan,
      component,
    };
    return to === undefined
      ? { ...core, kind: "reading", at: new Date(from), quantity: exact(amount) }
      : { ...core, kind: "interval", period: { from: new Date(from), to: new Date(to) }, size: exact(amount) };
  }
  const vm = ["Virtual server", "1vCPU-4GB", "minute"] as const;
  const bigVm = ["Virtual server", "2vCPU-8GB", "minute"] as const;
  const disk = ["Block storage", "2 IOPS/GB", "GB-minute"] as const;
  const logs = ["Monitoring Logs", "ingest", "GB"] as const;
  const aws = ["SD-Exchange AWS connection", "50 Mbps", "connection-month"] as const;
  const take = (at: string, records: readonly UsageRecord[]): Promise<UsageTaken> =>
    takeUsage(house.db, scope, records.map(asEvent), { now: () => new Date(at) });
  const close = async (at: string, upTo: string) => {
    house.clock.advance(Date.parse(at) - house.clock.now().getTime());
    const facts = { at: new Date(at), closing: { day: 5 }, batchSize: 2, actor: "test", upTo };
    const opened = await openDueCloses(house.db, scope, facts);
    await house.settle();
    return opened.filter(({ partnerId }) => partnerId === partner).map(({ month, contracts }) => `${month} ${contracts}`);
  };
  const lines = async (month: string) => {
    const rows = await single(house.db, scope, (tx) => listStatementLines(tx, partner, `${month}-01`));
    return rows.map(
      (l) => `${l.contractId.slice(-1)} ${l.resourceId} ${l.kind}${l.corrects ? ` of ${l.corrects.slice(0, 7)}` : ""} ${l.net}`,
    );
  };

  test("April: usage comes in, the month is closed, and every yen is where it belongs", async () => {
    const taken = await take("2026-05-02T00:00:00Z", [
      // 60 minutes before 09:00 in Japan on the 1st of May are April still: 29 days and 23 h of 1 vCPU reach the cap of 7,200.
      used(tokyo, "vm", vm, "2026-04-01T00:00:00Z", "2026-04-30T23:00:00Z"),
      used(tokyo, "disk", disk, "2026-04-01T00:00:00Z", "2026-04-01T00:00:01Z", "100"),
      used(osaka, "logs", logs, "2026-04-10T00:00:00Z", undefined, "2.5"),
      used(osaka, "logs", logs, "2026-04-30T23:59:59Z", undefined, "1"),
      used(ended, "old", bigVm, "2026-04-01T00:00:00Z", "2026-04-01T10:00:30Z"),
      used(partner, "aws", aws, "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"),
    ]);
    expect(taken).toEqual({ taken: 6, repeated: 0, late: 0, parked: 0 });
    const settings = loadClosingConfig(sampleIssuer);
    const worker = { partnerId: partner, actor: "test" };
    const prices = await readPrices(house.db, worker);
    const preview = await previewMonth(house.db, worker, {
      ...{ month: "2026-04", at: new Date("2026-05-03T00:00:00Z"), prices, issuer: issuerOf(settings) },
    });
    expect(preview.draft.fees).toBe(32_920n);

    expect(await close("2026-05-05T00:00:00Z", "2026-04")).toEqual(["2026-04-01 4"]);
    // 25,000 a month; 7,200 at the cap; 100 GB for a started minute = 0.1389; 3.5 GB x 120; 601 started minutes x 0.5 = 300.5.
    expect(await lines("2026-04")).toEqual([
      "1 aws charge 25000",
      "2 disk charge 0",
      "2 vm charge 7200",
      "3 logs charge 420",
      "4 old charge 300",
    ]);
    const [invoice, ...none] = await single(house.db, scope, (tx) => listDocuments(tx, partner, "2026-04-01"));
    expect(none).toEqual([]);
    expect(invoice).toMatchObject({ net: "32920", tax: "3292", total: "36212", state: "finalised" });
    expect(invoice?.number).toMatch(/^INV-\d{4}-\d{6}$/);
    const [certificate] = await house.database.sql`select content from close_certificates where partner_id = ${partner}`;
    expect(certificate?.content).toMatchObject({
      statements: 4,
      expectedContracts: 4,
      usageRecords: 6,
      linesHash: preview.linesHash,
      preview: { equal: true },
    });
    const events = () => house.database.sql`
      select kind, subject, contract_id from events where partner_id = ${partner} and split_part(kind, '.', 1) in ('month', 'invoice') order by seq`;
    await expect.poll(async () => (await events()).length).toBe(2);
    expect(
      (await events())
        .map(({ kind, subject, contractId }) => [kind, subject, contractId])
        .toSorted(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
    ).toEqual([
      ["invoice.issue", invoice?.number, partner],
      ["month.close", "2026-04", partner],
    ]);
  });

  test("closing again changes nothing and issues nothing (I3)", async () => {
    const before = await snapshot();
    expect(await close("2026-05-06T00:00:00Z", "2026-04")).toEqual([]);
    expect(await snapshot()).toBe(before);
  });

  test("late usage becomes a line of the next month that names the month it corrects; at a cap the line is zero (I6)", async () => {
    const taken = await take("2026-05-20T00:00:00Z", [
      used(tokyo, "vm", vm, "2026-04-30T23:00:00Z", "2026-05-01T01:00:00Z"),
      used(ended, "old", bigVm, "2026-04-02T00:00:00Z", "2026-04-02T10:00:00Z"),
    ]);
    expect(taken).toEqual({ taken: 2, repeated: 0, late: 2, parked: 0 });
    expect(await close("2026-06-05T00:00:00Z", "2026-05")).toEqual(["2026-05-01 4"]);
    // 1,201 started minutes x 0.5 = 600.5, floored, less the 300 that were billed. The contract has ended, and is billed all the same.
    expect(await lines("2026-05")).toEqual(["2 vm adjustment of 2026-04 0", "2 vm charge 15", "4 old adjustment of 2026-04 300"]);
    const [, ...others] = await single(house.db, scope, (tx) => listDocuments(tx, partner, "2026-04-01"));
    expect(others).toEqual([]);
  });

  test("a contract that cannot be rated is parked with its reason, the others go on, and the next close bills it", async () => {
    const { sql } = house.database;
    const price = {
      menu: "Odd menu",
      plan: "p",
      component: "GB",
      from: "2026-01-01",
      to: undefined,
      currency: "JPY",
      status: "illustrative",
      source: "test",
    } as const;
    const terms = { pattern: "usage", measure: "sum", unitPrice: exact(10), minimumQuantity: exact(0) } as const;
    await enterPriceVersions(house.db, scope, [{ ...price, id: "odd", terms }], new Date("2026-06-01T00:00:00Z"));
    await addResources(house.db, partner, [
      { contractId: osaka, resourceId: "odd", menu: "Odd menu", plan: "p", from: "2026-06-01T00:00:00Z" },
    ]);
    await take("2026-06-20T00:00:00Z", [
      used(osaka, "logs", logs, "2026-06-10T00:00:00Z", undefined, "1"),
      used(osaka, "odd", ["Odd menu", "p", "GB"], "2026-06-10T00:00:00Z", undefined, "7"),
    ]);
    const spoil = async (unitPrice: string) => {
      await sql`alter table price_versions disable trigger user`;
      await sql`update price_versions set terms = jsonb_set(terms, '{unitPrice}', to_jsonb(${unitPrice}::text)) where id = 'odd'`;
      await sql`alter table price_versions enable trigger user`;
      await house.restart.billing.stop();
      await house.restart.billing.start();
    };
    await spoil("ten");
    expect(await close("2026-07-05T00:00:00Z", "2026-06")).toEqual(["2026-06-01 3"]);
    const expected = await single(house.db, scope, (tx) => listExpected(tx, partner, "2026-06-01"));
    expect(expected.map((c) => `${c.contractId.slice(-1)} ${c.state} ${c.reason?.code ?? ""}`)).toEqual([
      "1 done ",
      "2 done ",
      "3 parked RATING_FAILED",
    ]);
    const [certificate] =
      await sql`select content from close_certificates where partner_id = ${partner} and month = '2026-06-01'`;
    expect(certificate?.content).toMatchObject({
      expectedContracts: 3,
      statements: 2,
      excused: [{ contractId: osaka, reason: "RATING_FAILED" }],
    });

    await spoil("10");
    expect(await close("2026-08-05T00:00:00Z", "2026-07")).toEqual(["2026-07-01 3"]);
    expect(await lines("2026-07")).toEqual(["3 logs adjustment of 2026-06 120", "3 odd adjustment of 2026-06 70"]);
  });

  test("usage without a price is listed with its reason, and billed once the price is entered", async () => {
    const price = {
      menu: "New menu",
      plan: "p",
      component: "GB",
      currency: "JPY",
      status: "illustrative",
      source: "test",
    } as const;
    const terms = { pattern: "usage", measure: "sum", unitPrice: exact(30), minimumQuantity: exact(0) } as const;
    const enter = async (id: string, from: string, to: string | undefined) => {
      await enterPriceVersions(house.db, scope, [{ ...price, id, from, to, terms }], house.clock.now());
      await house.restart.billing.stop();
      await house.restart.billing.start();
    };
    await enter("new 1", "2026-01-01", "2026-08-01");
    await addResources(house.db, partner, [
      { contractId: osaka, resourceId: "new", menu: "New menu", plan: "p", from: "2026-08-01T00:00:00Z" },
    ]);
    await take("2026-08-20T00:00:00Z", [used(osaka, "new", ["New menu", "p", "GB"], "2026-08-10T00:00:00Z", undefined, "2")]);
    expect(await close("2026-09-05T00:00:00Z", "2026-08")).toEqual(["2026-08-01 3"]);
    expect(await lines("2026-08")).toEqual([]);
    const listed = await house.database
      .sql`select contract_id, records::int, reason ->> 'code' as code from close_exceptions where month = '2026-08-01'`;
    expect(listed).toEqual([{ contractId: osaka, records: 1, code: "PRICE_UNKNOWN" }]);
    await enter("new 2", "2026-08-01", undefined);
    expect(await close("2026-10-05T00:00:00Z", "2026-09")).toEqual(["2026-09-01 3"]);
    expect(await lines("2026-09")).toEqual(["3 new adjustment of 2026-08 60"]);
  });

  test("missed months are caught up, oldest first, one after the other", async () => {
    expect(await close("2027-01-05T00:00:00Z", "2026-12")).toEqual(["2026-10-01 3"]);
    const months = await house.database.sql`
      select month::text, state, (select count(*)::int from documents d where d.partner_id = m.partner_id and d.month = m.month) as invoices
        from partner_months m where partner_id = ${partner} order by month`;
    expect(months.map((m) => `${m.month.slice(0, 7)} ${m.state} ${m.invoices}`)).toEqual(
      ["04", "05", "06", "07", "08", "09", "10", "11", "12"].map((month) => `2026-${month} closed 1`),
    );
    const numbers = await house.database.sql<
      { series: string; no: string; finalisedAt: Date }[]
    >`select series, no, finalised_at from documents`;
    for (const series of ["INV-2026", "INV-2027"]) {
      const issued = numbers
        .filter((n) => n.series === series)
        .map(({ no, finalisedAt }) => ({ series, number: Number(no), finalisedAt }));
      expect(issued.length).toBeGreaterThan(0);
      expect(faultsInSeries(issued)).toEqual([]);
    }
  });

  test("credit notes never pass their invoice, a void number stays used, and a re-issue takes the next one (I11, I17)", async () => {
    const documents = () => single(house.db, scope, (tx) => listDocuments(tx, partner, "2026-04-01"));
    const number = (await documents())[0]?.number ?? "";
    const facts = { partnerId: partner, number, at: house.clock.now(), actor: "test", reason: "goodwill" };
    const [line] = await house.database.sql<
      { id: string }[]
    >`select id from statement_lines where month = '2026-04-01' and resource_id = 'aws'`;
    const credit = (net: bigint) => issueCreditNote(house.db, scope, { ...facts, lines: [{ lineId: line?.id ?? "", net }] });
    expect(await credit(10_001n)).toEqual({ ok: true, number: "CN-2027-000001" });
    expect(await credit(15_000n)).toMatchObject({ code: "CREDIT_EXCEEDS_LINE" });
    expect(await credit(14_999n)).toEqual({ ok: true, number: "CN-2027-000002" });
    const notes = (await documents()).filter((d) => d.kind === "credit_note");
    // 10 % of 10,001 floored, and the rest of 2,500.
    expect(notes.map((d) => `${d.net} ${d.tax} ${d.amends === number}`)).toEqual(["10001 1000 true", "14999 1500 true"]);
    const issuer = issuerOf(loadClosingConfig(sampleIssuer));
    const again = () =>
      reissueInvoice(house.db, scope, {
        ...{ partnerId: partner, month: "2026-05", issuer, payment: { days: 30, bankAccount: undefined } },
        ...{ at: house.clock.now(), actor: "test", reason: "wrong name" },
      });
    expect(await again()).toMatchObject({ code: "DOCUMENT_STATE_FORBIDS" });
    const [may] = await single(house.db, scope, (tx) => listDocuments(tx, partner, "2026-05-01"));
    const wrong = { ...facts, number: may?.number ?? "", to: "void" } as const;
    expect(await moveDocument(house.db, scope, wrong)).toMatchObject({ ok: true });
    expect(await moveDocument(house.db, scope, wrong)).toMatchObject({ code: "DOCUMENT_STATE_FORBIDS" });
    expect(await again()).toMatchObject({ ok: true });
    const reissued = await single(house.db, scope, (tx) => listDocuments(tx, partner, "2026-05-01"));
    expect(reissued.map((d) => `${d.version} ${d.state} ${d.total}`)).toEqual([
      `1 void ${may?.total}`,
      `2 finalised ${may?.total}`,
    ]);
  });

  test("every closed month is clean by the second path, and a spoilt line is found", async () => {
    for (const month of ["2026-04", "2026-05", "2026-06", "2026-07", "2026-09"]) {
      const checks = await verifyMonth(house.db, scope, month);
      expect(
        checks.filter((check) => check.wrong > 0),
        month,
      ).toEqual([]);
    }
    const { sql } = house.database;
    await sql`alter table statement_lines disable trigger user`;
    await sql`update statement_lines set net = net + 1 where month = '2026-04-01' and resource_id = 'vm'`;
    const wrong = (await verifyMonth(house.db, scope, "2026-04")).filter((check) => check.wrong > 0).map(({ name }) => name);
    expect(wrong).toEqual(
      [
        "every charge is what the second path computes (I1, I2)",
        "lines add up to their statement (I1)",
        "statements add up to the invoice, and tax is taken once per rate (I1, I13)",
      ].slice(0, wrong.length),
    );
    expect(wrong.length).toBeGreaterThanOrEqual(2);
    await sql`update statement_lines set net = net - 1 where month = '2026-04-01' and resource_id = 'vm'`;
    await sql`alter table statement_lines enable trigger user`;
  });

  test("the database itself refuses to change a closed month (I5)", async () => {
    const { sql } = house.database;
    const refused = async (statement: PromiseLike<unknown>) =>
      await Promise.resolve(statement).then(
        () => "done",
        (e: Error) => e.message,
      );
    expect(await refused(sql`update statement_lines set net = net + 1 where month = '2026-04-01'`)).toBe("MONTH_CLOSED");
    expect(await refused(sql`delete from statements where month = '2026-04-01'`)).toBe("MONTH_CLOSED");
    expect(
      await refused(sql`insert into statement_lines select partner_id, month, contract_id, id || 'x', kind, tenant_id, resource_id, menu, component, usage_month,
      corrects, net, tax, illustrative, charge_key, records, trace from statement_lines where month = '2026-04-01' limit 1`),
    ).toBe("MONTH_CLOSED");
    expect(await refused(sql`update partner_months set state = 'collecting' where month = '2026-04-01'`)).toBe("MONTH_LIFE");
    expect(await refused(sql`update usage_records set quantity = 9`)).toBe("WRITE_ONCE");
    expect(await refused(sql`update documents set total = 0`)).toBe("WRITE_ONCE");
    expect(await refused(sql`delete from close_certificates`)).toBe("WRITE_ONCE");
    expect(await refused(sql`truncate documents cascade`)).toBe("WRITE_ONCE");
    expect(
      await refused(sql`insert into usage_records select resource, from_ms, to_ms, '2026-05-01T00:00:00Z', item, lane, month, source, reading, partner_id, quantity,
      'slipped in' from usage_records where month = '2026-04-01' limit 1`),
    ).toBe("MONTH_CLOSED");
  });

  /** Everything of the close as one text. */
  async function snapshot(): Promise<string> {
    const parts = await Promise.all(
      ["statements", "statement_lines", "documents", "close_certificates", "close_contracts", "partner_months"].map((table) =>
        house.database.sql.unsafe(
          `select coalesce(string_agg(t::text, E'\\n' order by t::text), '') as text from ${table} t where partner_id = '${partner}'`,
        ),
      ),
    );
    return parts.map(([row]) => String(row?.text)).join("\n");
  }
});
