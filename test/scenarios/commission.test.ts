import { openDueCloses, verifyMonth } from "@saihan/closing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply } from "../support/client.ts";
import { type House, missingStore, openHouse, type Partner } from "../support/house.ts";
import { codeAt } from "../support/people.ts";
import { signInStaff } from "../support/staff.ts";

type Client = ReturnType<typeof clientOf>;
interface Entry {
  cause: { kind: string; number: string };
  rule: string;
  month: string;
  bookedMonth: string;
  base: number;
  commission: number;
  statement: string | null;
}

describe.skipIf(missingStore)("an agency's commission, from the end user's invoice to the payment statement", () => {
  let house: House;
  let operations: Client;
  const people = new Map<string, Awaited<ReturnType<typeof signInStaff>>>();
  let agency: Partner;
  let client: Client;
  let desk: Client;
  beforeAll(async () => {
    house = await openHouse();
    house.clock.advance(Date.parse("2026-04-20T00:00:00Z") - house.clock.now().getTime());
    agency = await house.addPartner("見本代理店株式会社", "agency");
    await house.database.sql`update contracts set started_at = '2026-03-01T00:00:00Z' where id = ${agency.contractId}`;
    client = clientOf(house.api, agency);
    await signIn();
    await client.put("/v1/billing-details", {
      address: "札幌市北区0-0-0",
      registration: { number: "T7010705000725", from: "2023-10-01" },
    });
  });
  afterAll(() => house?.close());

  const staffOf = async (kind: "operations" | "billing") => {
    const known = people.get(kind);
    if (!known) {
      const signedIn = await signInStaff(house, kind);
      people.set(kind, signedIn);
      return signedIn.forPartner(agency);
    }
    const { loginId, password, totpSecret } = known;
    const body = { loginId, password, code: codeAt(house, totpSecret) };
    const { token: apiKey } = (await clientOf(house.api, undefined).post("/v1/operator/sign-in", body)).body;
    return clientOf(house.api, { apiKey, named: agency.contractId });
  };
  const signIn = async () => {
    operations = await staffOf("operations");
    desk = await staffOf("billing");
  };
  /** Sessions of the staff do not outlast the night. */
  const at = async (instant: string) => {
    house.clock.advance(Date.parse(instant) - house.clock.now().getTime());
    await signIn();
  };
  const close = async (instant: string, upTo: string) => {
    await at(instant);
    const facts = { at: new Date(instant), closing: { day: 5 }, batchSize: 2, actor: "test", upTo };
    await openDueCloses(house.db, { service: "test" }, facts);
    await house.settle();
  };
  const introduce = async (directContract: string, customerName: string, concludedOn = "2026-03-10") => {
    const referral = await client.post("/v1/referrals", {
      ...{ customerName, contactName: "山田 太郎", contactAddress: "yamada@midori.example" },
    });
    const body = { directContract, concludedOn };
    const concluded = await operations.post(`/v1/operator/referrals/${referral.body.id}/conclude`, body);
    expect(concluded.status).toBe(200);
    return referral.body.id as string;
  };
  const issued = (kind: string, number: string, month: string, net: number, more: object = {}) => ({
    ...{ kind, number, directContract: "D-2026-0001", month, issueDate: "2026-05-01" },
    ...(kind === "void" ? {} : { lines: [{ menu: "Virtual server", net }] }),
    ...more,
  });
  const record = (...documents: object[]) => desk.post("/v1/operator/direct-documents", { documents });
  const ledger = async (query = "") => {
    const { body } = await client.get(`/v1/commissions?limit=100${query}`);
    return {
      ...body,
      rows: (body.entries as Entry[]).map(
        (e) => `${e.cause.kind} ${e.cause.number} ${e.rule} ${e.month}/${e.bookedMonth} ${e.base} ${e.commission} ${e.statement}`,
      ),
    };
  };
  const answer = (reply: Reply) => [reply.status, reply.body.code ?? reply.body.state];

  test("terms and the provider's documents are recorded by the billing staff, once", async () => {
    await introduce("D-2026-0001", "みどり商事株式会社");
    await introduce("D-2026-0002", "あかね工業株式会社");
    const again = await client.post("/v1/referrals", { customerName: "x", contactName: "x", contactAddress: "x@x.example" });
    expect(
      answer(
        await operations.post(`/v1/operator/referrals/${again.body.id}/conclude`, {
          ...{ directContract: "D-2026-0001", concludedOn: "2026-03-10" },
        }),
      ),
    ).toEqual([409, "DIRECT_CONTRACT_TAKEN"]);
    const terms = { from: "2026-03", percent: "5", excludedMenus: ["Support plan"], minimumPayout: 5_000 };
    expect((await operations.put("/v1/operator/commission-terms", terms)).status).toBe(403);
    expect((await client.put("/v1/operator/commission-terms", terms)).status).toBe(403);
    expect((await desk.put("/v1/operator/commission-terms", terms)).body).toMatchObject({
      percent: "5",
      introductionMonths: null,
    });
    expect((await client.get("/v1/commission-terms")).body.terms).toMatchObject([{ from: "2026-03", minimumPayout: 5_000 }]);
    const first = issued("invoice", "D-INV-1", "2026-04", 40_000, {
      lines: [
        { menu: "Virtual server", net: 40_000 },
        { menu: "Support plan", net: 9_000 },
      ],
    });
    expect((await record(first)).body).toEqual({ recorded: 1, repeated: 0 });
    expect((await record(first, first)).body).toEqual({ recorded: 0, repeated: 2 });
    expect(answer(await record(issued("invoice", "D-INV-1", "2026-04", 1)))).toEqual([409, "DIRECT_DOCUMENT_CONFLICT"]);
    const wrong: [object, string][] = [
      [issued("invoice", "D-INV-9", "2026-04", 1, { directContract: "D-9" }), "DIRECT_CONTRACT_UNKNOWN"],
      [issued("credit_note", "D-CN-9", "2026-04", 1, { amends: "D-INV-9" }), "DIRECT_DOCUMENT_REFUSED"],
      [issued("credit_note", "D-CN-9", "2026-03", 1, { amends: "D-INV-1" }), "DIRECT_DOCUMENT_REFUSED"],
      [issued("credit_note", "D-CN-9", "2026-04", 40_001, { amends: "D-INV-1" }), "DIRECT_DOCUMENT_REFUSED"],
      [
        issued("credit_note", "D-CN-9", "2026-04", 1, { amends: "D-INV-1", directContract: "D-2026-0002" }),
        "DIRECT_DOCUMENT_REFUSED",
      ],
      [issued("void", "D-INV-9", "2026-04", 0), "DIRECT_DOCUMENT_REFUSED"],
    ];
    for (const [document, code] of wrong) expect(answer(await record(first, document))).toEqual([expect.any(Number), code]);
    expect((await ledger()).waiting).toBe(1);
  });

  test("the close books it; less than the least that is paid out is carried, and later terms reach no booked month", async () => {
    await close("2026-05-06T00:00:00Z", "2026-04");
    const { rows, totals, waiting } = await ledger();
    expect(rows).toEqual(["invoice D-INV-1 rate 2026-04/2026-04 40000 2000 null"]);
    expect([totals, waiting]).toEqual([{ earned: 2_000, takenBack: 0, onStatements: 0, owed: 2_000 }, 0]);
    expect((await client.get("/v1/payment-statements")).body.statements).toEqual([]);
    const terms = { from: "2026-04", percent: "50" };
    expect(answer(await desk.put("/v1/operator/commission-terms", terms))).toEqual([409, "COMMISSION_TERMS_BOOKED"]);
    const { sql } = house.database;
    await expect(sql`update commission_terms set percent = 50`).rejects.toThrow("COMMISSION_TERMS_BOOKED");
    await expect(sql`update commission_entries set commission = 1`).rejects.toThrow("WRITE_ONCE");
    await expect(sql`delete from direct_documents`).rejects.toThrow("WRITE_ONCE");
  });

  let number = "";
  test("a month later: a credit note, a late invoice and another end user's make one statement, mailed and waiting", async () => {
    expect(
      (await desk.put("/v1/operator/commission-terms", { from: "2026-05", percent: "8", minimumPayout: 4_000 })).status,
    ).toBe(200);
    const other = { directContract: "D-2026-0002" };
    await record(
      issued("credit_note", "D-CN-1", "2026-04", 10_001, { amends: "D-INV-1" }),
      issued("invoice", "D-INV-2", "2026-05", 30_000),
      issued("invoice", "D-INV-3", "2026-05", 25_000, other),
      issued("invoice", "D-INV-4", "2026-04", 20_000, other),
    );
    await close("2026-06-06T00:00:00Z", "2026-05");
    const [statement] = (await client.get("/v1/payment-statements")).body.statements;
    number = statement.number;
    // 2,000 - 501 + 2,400 + 2,000 + 1,000 = 6,899; tax once on the total.
    expect(statement).toMatchObject({
      ...{
        month: "2026-05",
        counterparty: "見本代理店株式会社",
        commission: 6_899,
        tax: 689,
        total: 7_588,
        withheld: 0,
        payable: 7_588,
      },
      ...{ issueDate: "2026-06-06", objectionDeadline: "2026-06-20", state: "issued" },
    });
    expect((await ledger()).rows.toSorted()).toEqual([
      `credit_note D-CN-1 rate_of_invoice 2026-04/2026-05 -10001 -501 ${number}`,
      `invoice D-INV-1 rate 2026-04/2026-04 40000 2000 ${number}`,
      `invoice D-INV-2 rate 2026-05/2026-05 30000 2400 ${number}`,
      `invoice D-INV-3 rate 2026-05/2026-05 25000 2000 ${number}`,
      `invoice D-INV-4 rate 2026-04/2026-05 20000 1000 ${number}`,
    ]);
    const whole = (await client.get(`/v1/payment-statements/${number}`)).body;
    expect(whole).toMatchObject({ registrationNumber: "T7010705000725", creditableShare: "100" });
    expect(whole.entries).toHaveLength(5);
    const mails = (await house.mails()).filter((mail) => mail.subject.includes(number));
    expect(mails.map((mail) => mail.recipients.join())).toEqual([`owner@${agency.contractId}.example`]);
    expect(mails[0]?.text).toContain("2026-06-20");
  });

  test("its files are drawn once and stay; another agency, a reseller and the reseller's invoices see nothing of it", async () => {
    const whole = (await client.get(`/v1/payment-statements/${number}`)).body;
    for (const href of whole.files as string[]) {
      const [once, twice] = [await fetchAs(agency, href), await fetchAs(agency, href)];
      expect([href, once.status, twice.status]).toEqual([href, 200, 200]);
      expect(Buffer.from(await once.arrayBuffer()).equals(Buffer.from(await twice.arrayBuffer()))).toBe(true);
    }
    const csv = await (await fetchAs(agency, `/v1/payment-statements/${number}/files/payment-statement.csv`)).text();
    const sum = csv
      .trim()
      .split("\r\n")
      .slice(1)
      .reduce((total, line) => total + Number(line.split(",").at(-1)), 0);
    expect(sum).toBe(6_899);
    const rival = clientOf(house.api, await house.addPartner("別の代理店", "agency"));
    expect(answer(await rival.get(`/v1/payment-statements/${number}`))).toEqual([404, "PAYMENT_STATEMENT_NOT_FOUND"]);
    expect((await rival.get("/v1/commissions")).body.entries).toEqual([]);
    expect(answer(await clientOf(house.api, house.partner).get("/v1/commissions"))).toEqual([403, "RESELLER_MAY_NOT"]);
    expect(answer(await desk.get(`/v1/invoices/${number}`))).toEqual([404, "INVOICE_NOT_FOUND"]);
    expect(answer(await desk.get(`/v1/payment-statements/${number}/files/invoice.ja.pdf`))).toEqual([
      404,
      "PAYMENT_STATEMENT_FILE_NOT_FOUND",
    ]);
    expect((await desk.get("/v1/payment-statements")).body.statements).toHaveLength(1);
    const found = async (query: string) => (await client.get(`/v1/payment-statements?${query}`)).body.statements.length;
    const name = encodeURIComponent("見本代理店");
    expect(await found(`from=2026-06-06&to=2026-06-06&minTotal=7588&maxTotal=7588&counterparty=${name}`)).toBe(1);
    for (const miss of ["from=2026-06-07", "to=2026-06-05", "minTotal=7589", "maxTotal=7587", "counterparty=x", "month=2026-04"])
      expect([miss, await found(miss)]).toEqual([miss, 0]);
  });

  test("objected to: nothing is paid; the staff void it, and the balance comes on the next, which is confirmed and paid", async () => {
    const move = (to: string, body: object = {}) => client.post(`/v1/payment-statements/${number}:${to}`, body);
    const settle = (to: string) => desk.post(`/v1/operator/payment-statements/${number}/${to}`, { reason: "確認済み" });
    expect(answer(await settle("paid"))).toEqual([409, "COMMISSION_NOT_PAYABLE"]);
    expect(answer(await move("confirm"))).toEqual([200, "confirmed"]);
    expect(answer(await move("object", { reason: "6月分の契約が含まれていません" }))).toEqual([200, "objected"]);
    expect(answer(await settle("paid"))).toEqual([409, "COMMISSION_NOT_PAYABLE"]);
    expect(answer(await client.post(`/v1/operator/payment-statements/${number}/void`, { reason: "x" }))).toEqual([
      403,
      "ACTION_NOT_ALLOWED",
    ]);
    await house.settle();
    const told = (await house.mails()).filter((mail) => mail.subject.includes("異議") && mail.subject.includes(number));
    expect(told.map((mail) => mail.recipients.join())).toEqual(["billing@provider.example"]);
    expect(answer(await settle("void"))).toEqual([200, "void"]);
    expect(answer(await move("confirm"))).toEqual([409, "PAYMENT_STATEMENT_STATE_FORBIDS"]);
    expect((await fetchAs(agency, `/v1/payment-statements/${number}/files/payment-statement-void.ja.pdf`)).status).toBe(200);
    expect((await ledger()).totals).toEqual({ earned: 7_400, takenBack: -501, onStatements: 0, owed: 6_899 });
    await record(issued("void", "D-INV-2", "2026-05", 0));
    await close("2026-07-06T00:00:00Z", "2026-06");
    const [next] = (await client.get("/v1/payment-statements?month=2026-06")).body.statements;
    expect(next).toMatchObject({ commission: 6_899 - 2_400, state: "issued" });
  });

  test("silence until the end of the last day is consent, noted by the clock; then it is paid, and may not be objected to", async () => {
    const [{ number: next }] = (await client.get("/v1/payment-statements?month=2026-06")).body.statements;
    const state = async () => {
      const { body } = await client.get(`/v1/payment-statements/${next}`);
      return [body.state, ...body.events.map((e: { state: string; actor: string }) => `${e.state} by ${e.actor.split(":")[0]}`)];
    };
    await at("2026-07-20T14:58:00Z");
    await house.settle();
    expect(await state()).toEqual(["issued"]);
    house.clock.advance(120_000);
    await house.settle();
    expect(await state()).toEqual(["deemed_confirmed", "deemed_confirmed by worker"]);
    expect(answer(await client.post(`/v1/payment-statements/${next}:object`, { reason: "遅れました" }))).toEqual([
      ...[409, "PAYMENT_STATEMENT_STATE_FORBIDS"],
    ]);
    const paid = await desk.post(`/v1/operator/payment-statements/${next}/paid`, { reason: "7月31日振込" });
    expect(answer(paid)).toEqual([200, "paid"]);
    expect((await ledger()).totals).toEqual({ earned: 7_400, takenBack: -2_901, onStatements: 4_499, owed: 0 });
  });

  test("the audit and the events tell of every step", async () => {
    const audited = (await client.get(`/v1/audit?target=${number}&outcome=done`)).body.entries;
    expect(audited.map((e: { action: string }) => e.action)).toEqual([
      "payment-statement.void",
      "payment-statement.objected",
      "payment-statement.confirmed",
      "payment-statement.issue",
    ]);
    const { events } = (await client.get("/v1/events?limit=100")).body;
    expect(events.filter((e: { subject: string }) => e.subject === number).map((e: { kind: string }) => e.kind)).toEqual([
      "payment-statement.issue",
      "payment-statement.confirmed",
      "payment-statement.objected",
      "payment-statement.void",
    ]);
  });

  test("a second path in SQL finds the ledger and the statements right, and sees a yen that is wrong", async () => {
    const { sql } = house.database;
    const faults = async (month: string) => {
      const checks = await verifyMonth(house.db, { service: "test" }, month);
      const ours = checks.filter(({ name }) => name.includes("commission") || name.includes("payment statements"));
      expect(ours).toHaveLength(2);
      return checks.filter(({ wrong }) => wrong > 0).flatMap(({ examples }) => examples);
    };
    for (const month of ["2026-04", "2026-05", "2026-06"]) expect([month, await faults(month)]).toEqual([month, []]);
    await sql`alter table commission_entries disable trigger write_once`;
    await sql`update commission_entries set commission = commission + 1 where number = 'D-CN-1'`;
    expect(await faults("2026-05")).toEqual([
      expect.stringContaining("credit_note D-CN-1 stored -10001 -500 recomputed -10001 -501"),
      expect.stringContaining("entries 6900"),
    ]);
    await sql`update commission_entries set commission = commission - 1 where number = 'D-CN-1'`;
    await sql`alter table commission_entries enable trigger write_once`;
  });

  test("a chain of any credits is booked the same by both paths, whether at once or month by month", async () => {
    const rate = { from: "2026-07", percent: "10", minimumPayout: 1_000_000 };
    expect((await desk.put("/v1/operator/commission-terms", rate)).body).toMatchObject({ percent: "10" });
    // Until charges of the month have been booked, the last that was recorded stands.
    expect((await desk.put("/v1/operator/commission-terms", { ...rate, percent: "7.3" })).body).toMatchObject({ percent: "7.3" });
    expect((await client.get("/v1/commission-terms")).body.terms[0]).toMatchObject({ from: "2026-07", percent: "7.3" });
    const nets = [99n, 1n, 100_000n, 12_345n, 7n, 0n];
    const documents = nets.flatMap((net, i) => {
      const number = `D-P-${i}`;
      const credits = [net / 3n, net / 7n, i % 2 === 0 ? net - net / 3n - net / 7n : 1n > net ? 0n : 1n];
      const notes = credits.map((credit, n) =>
        issued("credit_note", `${number}-C${n}`, "2026-07", Number(credit), { amends: number }),
      );
      return [issued("invoice", number, "2026-07", Number(net)), ...notes];
    });
    expect((await record(...documents.slice(0, 14))).status).toBe(200);
    await close("2026-08-06T00:00:00Z", "2026-07");
    expect((await record(...documents.slice(14), issued("void", "D-P-1", "2026-07", 0))).status).toBe(200);
    await close("2026-09-06T00:00:00Z", "2026-08");
    for (const month of ["2026-07", "2026-08"]) {
      const checks = await verifyMonth(house.db, { service: "test" }, month);
      expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
    }
    const { entries } = await ledger("&month=2026-07");
    expect(entries).toHaveLength(documents.length + 1);
    for (const i of [0, 1, 2, 4]) {
      const own = (entries as Entry[]).filter(({ cause }) => `${cause.number}-`.startsWith(`D-P-${i}-`));
      expect([i, own.reduce((sum, e) => sum + e.commission, 0)]).toEqual([i, 0]);
    }
  });

  test("settling a month again, five times at once, adds nothing", async () => {
    const { sql } = house.database;
    const stand = async () =>
      (
        await sql`
          select (select count(*) from commission_entries) as entries, (select count(*) from payment_statement_entries) as paid,
                 (select count(*) from documents where kind = 'payment_statement') as statements, (select count(*) from mails) as mails`
      )[0];
    const before = await stand();
    const works = await sql`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select ${agency.contractId}, 'billing', 'settle-commission', '{"month": "2026-08"}', ${house.clock.now()}, ${house.clock.now()} from generate_series(1, 5)
      returning id`;
    expect(works).toHaveLength(5);
    await house.settle();
    expect(await stand()).toEqual(before);
  });

  test("a referral earns from the month of its contract to the last month before it lapsed; the rest is booked as nothing, with the reason", async () => {
    const referral = await introduce("D-2026-0003", "しろがね商会株式会社", "2026-08-10");
    const of = (kind: string, n: string, month: string, net: number, more: object = {}) =>
      issued(kind, n, month, net, { directContract: "D-2026-0003", ...more });
    const lapse = (lastMonth: string, by = operations) =>
      by.post(`/v1/operator/referrals/${referral}/lapse`, { lastMonth, reason: "代理店契約の終了" });
    await record(of("invoice", "D-L-7", "2026-07", 10_000), of("invoice", "D-L-8", "2026-08", 10_000));
    await close("2026-10-06T00:00:00Z", "2026-09");
    expect([answer(await lapse("2026-08", desk)), answer(await lapse("2026-08", client))]).toEqual([
      [403, "ACTION_NOT_ALLOWED"],
      [403, "ACTION_NOT_ALLOWED"],
    ]);
    expect(answer(await lapse("2026-07"))).toEqual([409, "REFERRAL_HAS_EARNED"]);
    expect((await lapse("2026-08")).body).toMatchObject({ state: "lapsed", lastMonth: "2026-08", directContract: "D-2026-0003" });
    expect(answer(await lapse("2026-09"))).toEqual([409, "REFERRAL_STATE_FORBIDS"]);
    await house.settle();
    const told = (await house.mails()).filter((mail) => mail.text.includes(referral) && mail.text.includes("最終月"));
    expect(told.map((mail) => mail.recipients.join())).toEqual([`owner@${agency.contractId}.example`]);
    expect((await client.get(`/v1/audit?target=${referral}&outcome=done`)).body.entries[0]).toMatchObject({
      ...{ action: "referral.lapsed", after: { state: "lapsed", lastMonth: "2026-08" } },
    });
    await record(
      of("invoice", "D-L-9", "2026-09", 10_000),
      of("credit_note", "D-L-8C", "2026-08", 4_000, { amends: "D-L-8" }),
      of("credit_note", "D-L-9C", "2026-09", 10_000, { amends: "D-L-9" }),
    );
    await close("2026-11-06T00:00:00Z", "2026-10");
    expect((await ledger()).rows.filter((row: string) => row.includes("D-L-")).toSorted()).toEqual([
      "credit_note D-L-8C rate_of_invoice 2026-08/2026-10 -4000 -292 null",
      "credit_note D-L-9C referral_lapsed 2026-09/2026-10 -10000 0 null",
      "invoice D-L-7 not_concluded 2026-07/2026-09 10000 0 null",
      "invoice D-L-8 rate 2026-08/2026-09 10000 730 null",
      "invoice D-L-9 referral_lapsed 2026-09/2026-10 10000 0 null",
    ]);
    for (const month of ["2026-09", "2026-10"]) {
      const checks = await verifyMonth(house.db, { service: "test" }, month);
      expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
    }
    await expect(house.database.sql`update referrals set last_month = '2026-07-01' where id = ${referral}`).rejects.toThrow(
      "REFERRAL_HAS_EARNED",
    );
  });

  const fetchAs = (partner: Partner, path: string) =>
    fetch(house.api + path, { headers: { authorization: `Bearer ${partner.apiKey}` } });
});
