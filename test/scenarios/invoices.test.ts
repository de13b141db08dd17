import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { openCommandLine } from "../support/command-line.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { signInStaff } from "../support/staff.ts";

describe.skipIf(missingStore)("invoices as the partner gets them", () => {
  let house: House;
  let owner: ReturnType<typeof clientOf>;
  let number = "";
  let months: Awaited<ReturnType<typeof furnishMonths>>;
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    months = await furnishMonths(house);
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04"));
    await owner.put("/v1/billing-details", {
      address: "東京都港区芝浦0-0-0",
      registration: { number: "Ｔ7010705-000725", from: "2023-10-01" },
    });
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    number = (await owner.get("/v1/invoices")).body.invoices[0].number;
  });
  afterAll(() => house?.close());

  const fetched = async (path: string) => {
    const reply = await fetch(`${house.api}${path}`, { headers: { authorization: `Bearer ${house.partner.apiKey}` } });
    return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) };
  };

  test("searched by date, amount and counterparty, alone and together", async () => {
    const found = async (query: string) => (await owner.get(`/v1/invoices?${query}`)).body.invoices.length;
    const { body } = await owner.get(`/v1/invoices/${number}`);
    // 600 minutes x 0.25 and 3.5 GB x 120, and 10 %.
    expect([body.net, body.tax, body.total, body.due]).toEqual([570, 57, 627, 627]);
    expect(
      await found(`from=2026-05-05&to=2026-05-05&minTotal=627&maxTotal=627&counterparty=${encodeURIComponent("再販")}`),
    ).toBe(1);
    for (const none of [
      "from=2026-05-06",
      "to=2026-05-04",
      "minTotal=628",
      "maxTotal=626",
      "counterparty=nobody",
      "month=2026-05",
      "kind=credit_note",
    ]) {
      expect([none, await found(none)]).toEqual([none, 0]);
    }
  });

  test("on the command line: charges, invoices and the audit, and their files byte for byte", async () => {
    const { folder, json, saihan, close } = openCommandLine(() => ({ api: house.api, apiKey: house.partner.apiKey }));
    try {
      expect(await json("invoice", "list", "--min", "627", "--month", "2026-04")).toMatchObject([{ number, total: 627 }]);
      expect(await json("invoice", "list", "--max", "626")).toEqual([]);
      expect((await saihan(["invoice", "show", number], { LANG: "ja_JP.UTF-8" })).out).toMatch(/^total +627$/m);
      const path = join(folder, "invoice.pdf");
      expect((await saihan(["invoice", "get", number, "invoice.ja.pdf", "--file", path])).code).toBe(0);
      expect(readFileSync(path).equals((await fetched(`/v1/invoices/${number}/files/invoice.ja.pdf`)).bytes)).toBe(true);
      const { body } = await owner.get(`/v1/invoices/${number}`);
      const of = body.statements.find(({ contractId }: { contractId: string }) => contractId === children.tokyo);
      const csv = (of.files as string[]).find((file) => file.endsWith(".csv")) ?? "";
      const printed = await saihan(["invoice", "get", number, csv.split("/").at(-1) ?? "", children.tokyo]);
      expect(printed.out).toBe((await fetched(csv)).bytes.toString("utf8"));
      const [month] = (await json("charges", "list", children.tokyo)).filter((m: { month: string }) => m.month === "2026-04");
      const charges = await json("charges", "show", children.tokyo, "2026-04");
      expect([month.status, charges.net]).toEqual(["fixed", month.net]);
      await saihan(["contract", "show", "econ9999999999"]);
      expect(await json("audit", "list", "--outcome", "refused", "--limit", "1")).toMatchObject([{ target: "econ9999999999" }]);
      const entries = (await saihan(["audit", "export", "--outcome", "refused"])).out.trim().split("\n");
      expect(entries.map((line) => JSON.parse(line).target)).toContain("econ9999999999");
    } finally {
      close();
    }
  });

  test("every file is what its name says, ties to the digest, and is kept: asked again, the same bytes", async () => {
    const { body } = await owner.get(`/v1/invoices/${number}`);
    const of = body.statements.find(({ contractId }: { contractId: string }) => contractId === children.tokyo);
    expect(body.statements).toHaveLength(3);
    for (const path of [...body.files, ...of.files] as string[]) {
      const first = await fetched(path);
      expect([path, first.status]).toEqual([path, 200]);
      const digest = `sha-256=:${createHash("sha256").update(first.bytes).digest("base64")}:`;
      expect([path, first.headers.get("repr-digest")]).toEqual([path, digest]);
      const begins = { pdf: "%PDF", xml: "<?xml" }[path.split(".").at(-1) as "pdf"];
      if (begins) expect(first.bytes.toString("latin1", 0, begins.length)).toBe(begins);
      expect((await fetched(path)).bytes.equals(first.bytes)).toBe(true);
    }
    const [row] = await house.database.sql`select count(*)::int as kept from document_files where number = ${number}`;
    expect(row?.kept).toBe(body.files.length + of.files.length);
    await expect(house.database.sql`update document_files set bytes = 'x'`).rejects.toMatchObject({ message: "WRITE_ONCE" });
    expect((await owner.get(`/v1/invoices/${number}/files/invoice.fr.pdf`)).body.code).toBe("INVOICE_FILE_NOT_FOUND");
    expect((await owner.get("/v1/invoices/INV-2026-999999/files/invoice.ja.pdf")).body.code).toBe("INVOICE_NOT_FOUND");
  });

  test("names stay those of the day of issue (I18)", async () => {
    await house.database.sql`update contracts set customer_name = '改名後' where id = ${children.osaka}`;
    const csv = (await fetched(`/v1/invoices/${number}/statements/${children.osaka}/statement.csv`)).bytes.toString();
    expect(csv).toContain(`顧客 ${children.osaka}`);
    expect(csv).not.toContain("改名後");
  });

  test("the certificate is shown, and its hash is of its content", async () => {
    expect((await owner.get("/v1/closes")).body.closes[0]).toMatchObject({
      ...{ month: "2026-04", state: "closed", contracts: { expected: 3, done: 3, parked: 0 } },
    });
    const { body } = await owner.get("/v1/closes/2026-04/certificate");
    const inOrder = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(inOrder)
        : value !== null && typeof value === "object"
          ? Object.fromEntries(
              Object.entries(value)
                .toSorted(([a], [b]) => (a < b ? -1 : 1))
                .map(([k, v]) => [k, inOrder(v)]),
            )
          : value;
    expect(
      createHash("sha256")
        .update(JSON.stringify(inOrder(body.content)))
        .digest("hex"),
    ).toBe(body.sha256);
    for (const month of ["2026-05", "x"])
      expect((await owner.get(`/v1/closes/${month}/certificate`)).body.code).toBe("MONTH_NOT_FOUND");
  });

  test("an end user sees no invoice, no statement at cost and no certificate (I20); nor does another partner", async () => {
    const user = await house.addUser(house.partner, { type: "administrator", contractId: children.tokyo });
    const client = clientOf(house.api, user);
    const paths = [
      "/v1/invoices",
      `/v1/invoices/${number}`,
      `/v1/invoices/${number}/statements/${children.tokyo}/statement.csv`,
      "/v1/closes",
    ];
    for (const path of paths) expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    expect((await clientOf(house.api, house.stranger).get(`/v1/invoices/${number}`)).body.code).toBe("INVOICE_NOT_FOUND");
  });

  test("the provider's billing staff credit and void, nobody else; the audit knows the close and each correction", async () => {
    const staff = (await signInStaff(house, "billing")).forPartner(house.partner);
    const operations = (await signInStaff(house, "operations")).forPartner(house.partner);
    const [line] = await house.database.sql`select id from statement_lines where resource_id = 'logs'`;
    const note = { reason: "SLA未達のため", lines: [{ lineId: line?.id, net: 100 }] };
    const path = `/v1/operator/invoices/${number}`;
    expect((await operations.post(`${path}/credit-notes`, note)).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await owner.post(`${path}/credit-notes`, note)).body.code).toBe("ACTION_NOT_ALLOWED");
    const issued = await staff.post(`${path}/credit-notes`, note);
    expect([issued.status, issued.body.total, issued.body.amends]).toEqual([201, 110, number]);
    for (const file of issued.body.files as string[]) expect([file, (await fetched(file)).status]).toEqual([file, 200]);
    expect((await staff.post(`${path}/credit-notes`, { ...note, lines: [{ lineId: line?.id, net: 400 }] })).body.code).toBe(
      "CREDIT_EXCEEDS_LINE",
    );
    await house.settle();
    const told = (await house.mails()).filter(({ subject }) => subject.includes("返還請求書"));
    expect(told.map(({ recipients, subject }) => [...recipients, subject])).toEqual([
      [`owner@${months.partnerId}.example`, `【Saihan】返還請求書を発行しました(${issued.body.number})`],
    ]);
    expect(told[0]?.text).toMatch(new RegExp(`対象の請求書番号\\s+${number}`));
    const voided = await staff.post(`${path}/void`, { reason: "宛名の誤り" });
    expect([voided.status, voided.body.state]).toEqual([200, "void"]);
    expect((await staff.post(`${path}/paid`, { reason: "入金" })).body.code).toBe("DOCUMENT_STATE_FORBIDS");
    expect((await fetched(`/v1/invoices/${number}/files/invoice-void.ja.pdf`)).status).toBe(200);
    const audited = await house.database.sql`
      select action, actor, reason from audit_entries where action ~ '^(month|invoice|credit-note)' and outcome = 'done' order by id`;
    const [prices] = await house.database
      .sql`select actor, after from audit_entries where partner_id = 'provider' and action = 'price.enter'`;
    expect([prices?.actor, prices?.after.versions.includes("Monitoring Logs/ingest/GB@2000-01-01")]).toEqual(["test", true]);
    expect(audited.map(({ action, actor }) => `${action} ${String(actor).split(":")[0]}`)).toEqual([
      "month.close worker",
      "credit-note.issue operator",
      "invoice.void operator",
    ]);
  });

  test("that an invoice is ready is mailed once: to the representative, or to whom the partner named when it signed up", async () => {
    const told = async (about: string) =>
      (await house.mails())
        .filter((mail) => mail.subject.includes(`(${about})`))
        .map((mail) => [...mail.recipients, mail.subject]);
    const { partnerId } = months;
    expect(await told(number)).toEqual([
      [`owner@${partnerId}.example`, `【Saihan】2026-04 ご利用分の請求書を発行しました(${number})`],
    ]);
    await house.database.sql`
      insert into sign_up_contacts (partner_id, mail_address, name, recorded_by, recorded_at)
      values (${partnerId}, 'keiri@signup.example', '経理 花子', 'operator:test', now())`;
    await months.close("2026-06-05T00:00:00Z", "2026-05");
    const [{ number: next } = { number: "" }] = (await owner.get("/v1/invoices?month=2026-05&kind=invoice")).body.invoices;
    expect((await told(next)).map(([address]) => address)).toEqual(["keiri@signup.example"]);
    const mail = (await house.mails()).find(({ subject }) => subject.includes(next));
    expect(mail?.text).toContain("経理 花子 様");
    // Amounts stand in the document, not in the mail.
    expect(mail?.text).not.toMatch(/円|¥/);
  });
});
