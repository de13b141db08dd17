import { verifyMonth } from "@saihan/closing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { openCommandLine } from "../support/command-line.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const all = { of: "all" };
const partner = { of: "partner" };
const percent = (value: string) => ({ kind: "percent", basis: "cost", percent: value });

describe.skipIf(missingStore)("a partner's own prices for its end users (再販価格)", () => {
  let house: House;
  let owner: ReturnType<typeof clientOf>;
  let months: Awaited<ReturnType<typeof furnishMonths>>;
  const of = (contractId: string, rest = "") => `/v1/contracts/${contractId}/end-user-statements${rest}`;
  const estimatesOf = async (client: ReturnType<typeof clientOf>, contractId: string) =>
    (await client.get(`/v1/contracts/${contractId}/end-user-estimates`)).body.estimates;
  const at = (instant: string) => house.clock.advance(Date.parse(instant) - house.clock.now().getTime());
  /** What an estimate and a statement say alike. */
  const saidBy = ({ contractId, month, net, byMenu, illustrative, lines }: Record<string, unknown>) => ({
    ...{ contractId, month, net, byMenu, illustrative, lines },
  });
  const enter = (rule: Record<string, unknown>) =>
    owner.post("/v1/resale-rules", { scope: all, holder: partner, price: percent("20"), from: "2026-06", ...rule });
  const wrongIn = async (month: string) =>
    (await verifyMonth(house.db, { service: "test" }, month)).filter(({ wrong }) => wrong > 0);
  let ruleOfTokyo = "";

  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    months = await furnishMonths(house);
    await owner.put("/v1/billing-details", { address: "東京都港区芝浦0-0-0" });
  });
  afterAll(() => house?.close());

  test("entered for coming months, refused where two would be of equal rank, and written into the audit", async () => {
    const codeOf = async (rule: Record<string, unknown>) => (await enter(rule)).body.code;
    expect(await codeOf({ from: "2026-05" })).toBe("RESALE_RULE_TOO_EARLY");
    const made = await enter({ scope: { of: "menu", menu: "Virtual server" } });
    expect([made.status, made.body.fillsGaps, made.body.to]).toEqual([201, false, null]);
    ruleOfTokyo = made.body.id;
    expect(await codeOf({ scope: { of: "menu", menu: "Virtual server" } })).toBe("RESALE_RULE_TIED");
    expect(await codeOf({ price: percent("-101") })).toBe("RESALE_RULE_INVALID");
    const falling = [
      { upTo: "5", unit: "1" },
      { upTo: "2", unit: "1" },
    ];
    expect(await codeOf({ price: { kind: "volume", bands: falling } })).toBe("RESALE_RULE_INVALID");
    expect(await codeOf({ price: { kind: "package", packSize: "0", packPrice: "10" } })).toBe("RESALE_RULE_INVALID");
    expect(await codeOf({ holder: { of: "contract", contractId: "econ0000000009" } })).toBe("CONTRACT_NOT_FOUND");
    expect(await codeOf({ holder: { of: "contract", contractId: house.partner.contractId } })).toBe("CONTRACT_NOT_FOUND");
    const group = "00000000-0000-7000-8000-000000000001";
    expect(await codeOf({ holder: { of: "group", groupId: group } })).toBe("GROUP_NOT_FOUND");
    expect((await owner.get("/v1/resale-rules?month=2026-06")).body.rules).toMatchObject([{ id: ruleOfTokyo }]);
    expect((await owner.get("/v1/resale-rules?month=2026-05")).body.rules).toEqual([]);
    const entries = await house.database
      .sql`select action, target from audit_entries where action like 'resale-rule.%' and outcome = 'done'`;
    expect(entries.map(({ action, target }) => [action, target])).toEqual([["resale-rule.create", ruleOfTokyo]]);
  });

  test("a preview prices a month by the rules of another, with a draft among them, and says why", async () => {
    await months.use("2026-05-01T00:00:00Z", monthOf("2026-04"));
    const preview = (contractId: string, body: object) => owner.post(`/v1/contracts/${contractId}/resale-preview`, body);
    const asItIs = await preview(children.tokyo, { month: "2026-04" });
    expect([asItIs.body.cost, asItIs.body.unpriced, asItIs.body.lines[0].problem.code]).toEqual([150, 1, "RESALE_RULE_MISSING"]);
    const coming = await preview(children.tokyo, { month: "2026-04", rulesOf: "2026-06" });
    expect(coming.body).toMatchObject({ cost: 150, price: 180, unpriced: 0 });
    const draft = { scope: all, holder: { of: "contract", contractId: children.tokyo }, price: percent("5"), from: "2026-06" };
    const drafted = await preview(children.tokyo, { month: "2026-04", rulesOf: "2026-06", draft });
    expect(drafted.body.lines[0]).toMatchObject({
      ...{ price: 180, ruleId: ruleOfTokyo },
      considered: expect.arrayContaining([
        { ruleId: ruleOfTokyo, outcome: "won" },
        { ruleId: "draft", outcome: "wider scope" },
      ]),
    });
    expect((await preview(children.tokyo, { month: "2026-06" })).body.code).toBe("MONTH_NOT_FOUND");
    // Without rules a month will have no statement, and has no estimate.
    expect(await estimatesOf(owner, children.tokyo)).toEqual([]);
    expect((await owner.get("/v1/resale-rules")).body.rules).toHaveLength(1);
  });

  test("a close without rules makes no statement for end users, and parks none", async () => {
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    expect((await owner.get(of(children.tokyo))).body).toEqual({ statements: [], parked: [] });
  });

  test("after the close each end user has a statement, or a reason why not", async () => {
    await months.use("2026-07-02T00:00:00Z", [...monthOf("2026-05"), ...monthOf("2026-06", 20, "2")]);
    at("2026-07-05T00:00:00Z");
    const [running, expected] = await estimatesOf(owner, children.tokyo);
    expect(running).toMatchObject({
      month: "2026-07",
      asOf: expect.stringMatching(/^2026-07-05T00:/),
      complete: true,
      net: 0,
      lines: [],
    });
    expect(expected).toMatchObject({ month: "2026-06", complete: true, net: 360, missing: [] });
    const [, gap] = await estimatesOf(owner, children.osaka);
    expect(gap).toMatchObject({ complete: false, net: 0, lines: [], missing: [{ code: "RESALE_RULE_MISSING" }] });
    await months.close("2026-07-05T00:00:00Z", "2026-06");
    const tokyo = (await owner.get(of(children.tokyo, "/2026-06"))).body;
    expect(saidBy(tokyo)).toEqual(saidBy(expected));
    expect(await estimatesOf(owner, children.tokyo)).toMatchObject([{ month: "2026-07" }]);
    expect(tokyo).toMatchObject({ net: 360, number: "EU-2026-000001", lines: [{ menu: "Virtual server", price: 360 }] });
    const [line] = (await owner.get(of(children.tokyo, "/2026-06/pricing"))).body.lines;
    expect(line).toMatchObject({ ruleId: ruleOfTokyo, cost: 300, price: 360 });
    const osaka = (await owner.get(of(children.osaka))).body;
    expect(osaka.statements).toEqual([]);
    expect(osaka.parked).toMatchObject([{ month: "2026-06", lines: 1, reasons: [{ code: "RESALE_RULE_MISSING" }] }]);
    expect(await wrongIn("2026-06")).toEqual([]);
  });

  test("a rule for the gap has what waited made, and changes nothing that stands", async () => {
    const late = await enter({ from: "2026-06", price: { kind: "fixed_unit", unitPrice: "200.5" }, fillsGaps: true });
    expect([late.status, late.body.fillsGaps]).toEqual([201, true]);
    await house.settle();
    const osaka = (await owner.get(of(children.osaka))).body;
    expect([osaka.statements[0].net, osaka.parked]).toEqual([401, []]);
    expect((await owner.get(of(children.tokyo, "/2026-06"))).body.net).toBe(360);
    await expect(house.database.sql`update resale_lines set price = 1`).rejects.toMatchObject({ message: "WRITE_ONCE" });
    await expect(house.database.sql`update resale_rules set price = '{}'`).rejects.toMatchObject({ message: "WRITE_ONCE" });
    expect(await wrongIn("2026-06")).toEqual([]);
  });

  test("late usage is priced by the rules of its month, less what was shown", async () => {
    await months.use("2026-07-20T00:00:00Z", [
      [children.osaka, "logs", "Monitoring Logs", "ingest", "GB", "2026-06-20T00:00:00Z", undefined, "1"],
      ...monthOf("2026-07", 10, "1"),
    ]);
    at("2026-08-05T00:00:00Z");
    // The late line goes to the close that comes next, and is told once.
    const [running, expected] = await estimatesOf(owner, children.osaka);
    expect([running.month, running.net, running.complete]).toEqual(["2026-08", 0, true]);
    await months.close("2026-08-05T00:00:00Z", "2026-07");
    const statement = (await owner.get(of(children.osaka, "/2026-07"))).body;
    expect(saidBy(statement)).toEqual(saidBy(expected));
    const { lines, net } = statement;
    // 3 GB are 601.5 yen, of which 401 were shown; 1 GB of July is 200.5.
    const shown = lines.map(({ corrects, price }: { corrects: string | null; price: number }) => [corrects, price]);
    expect(shown).toEqual([
      ["2026-06", 200],
      [null, 200],
    ]);
    expect(net).toBe(400);
    expect(await wrongIn("2026-07")).toEqual([]);
  });

  test("an end user reads its own statement and files, and never a rule, cost or another's", async () => {
    const user = await house.addUser(house.partner, { type: "administrator", contractId: children.tokyo });
    const client = clientOf(house.api, user);
    const { body } = await client.get(of(children.tokyo, "/2026-06"));
    expect(body.net).toBe(360);
    expect((await client.get(of(children.tokyo))).body.parked).toEqual([]);
    for (const path of body.files as string[]) {
      const reply = await fetch(`${house.api}${path}`, { headers: { authorization: `Bearer ${user.apiKey}` } });
      const bytes = Buffer.from(await reply.arrayBuffer());
      expect([path, reply.status]).toEqual([path, 200]);
      if (path.endsWith(".csv")) expect(bytes.toString()).toMatch(/,360\r\n$/);
      else expect(bytes.toString("latin1", 0, 4)).toBe("%PDF");
    }
    const codes = await Promise.all(
      [
        "/v1/resale-rules",
        of(children.tokyo, "/2026-06/pricing"),
        `/v1/contracts/${children.tokyo}/charges`,
        of(children.osaka),
        of(children.tokyo, "/2026-05"),
        of(children.tokyo, "/2026-06/files/usage-statement.fr.pdf"),
      ].map(async (path) => (await client.get(path)).body.code),
    );
    expect(codes).toEqual([
      ...["ACTION_NOT_ALLOWED", "ACTION_NOT_ALLOWED", "ACTION_NOT_ALLOWED", "CONTRACT_NOT_FOUND"],
      ...["END_USER_STATEMENT_NOT_FOUND", "END_USER_STATEMENT_FILE_NOT_FOUND"],
    ]);
    await months.use("2026-08-05T00:00:00Z", [
      [children.tokyo, "vm", "Virtual server", "1vCPU-4GB", "minute", "2026-08-01T00:00:00Z", "2026-08-01T20:00:00Z"],
    ]);
    const estimates = await client.get(`/v1/contracts/${children.tokyo}/end-user-estimates`);
    const line = { menu: "Virtual server", component: "minute", resourceId: "vm", usageMonth: "2026-08", corrects: null };
    expect(estimates.body.estimates).toEqual([
      {
        ...{
          contractId: children.tokyo,
          month: "2026-08",
          asOf: expect.stringMatching(/^2026-08-05T/),
          complete: true,
          net: 360,
        },
        ...{ byMenu: [{ menu: "Virtual server", net: 360, lines: 1 }], illustrative: body.illustrative },
        ...{ lines: [{ ...line, price: 360 }], missing: [] },
      },
    ]);
    expect(estimates.text).not.toContain("300");
    expect((await client.get(`/v1/contracts/${children.osaka}/end-user-estimates`)).body.code).toBe("CONTRACT_NOT_FOUND");
    const stranger = clientOf(house.api, house.stranger);
    expect((await stranger.get(of(children.tokyo))).body.code).toBe("CONTRACT_NOT_FOUND");
  });

  test("on the command line: rules, a preview, and the statement byte for byte", async () => {
    const { json, saihan, close } = openCommandLine(() => ({ api: house.api, apiKey: house.partner.apiKey }));
    try {
      const made = await json(
        "resale",
        "add",
        "--from",
        "2026-11",
        "--percent",
        "15",
        "--menu",
        "DNS",
        "--contract",
        children.tokyo,
      );
      expect(made).toMatchObject({
        scope: { of: "menu", menu: "DNS" },
        holder: { contractId: children.tokyo },
        fillsGaps: false,
      });
      expect(await json("resale", "list", "--month", "2026-11")).toHaveLength(3);
      expect(await json("resale", "end", made.id, "2026-11")).toMatchObject({ from: "2026-11", to: "2026-11" });
      expect((await saihan(["resale", "add", "--from", "2026-11", "--percent", "1", "--unit-price", "1"])).code).not.toBe(0);
      const preview = await json("resale", "preview", children.tokyo, "2026-06");
      expect([preview.cost, preview.price]).toEqual([300, 360]);
      expect((await json("resale", "statements", children.tokyo)).statements).toHaveLength(2);
      expect((await json("resale", "estimate", children.tokyo)).estimates).toMatchObject([{ month: "2026-08", net: 360 }]);
      expect((await saihan(["resale", "get", children.tokyo, "2026-06", "usage-statement.csv"])).out).toMatch(/,360\r\n$/);
    } finally {
      close();
    }
  });

  test("the second path finds what was tampered with", async () => {
    const { sql } = house.database;
    const names = async () => (await wrongIn("2026-06")).map(({ name }) => name);
    await sql.begin(async (tx) => {
      await tx`alter table resale_lines disable trigger write_once`;
      await tx`update resale_lines set price = price + 1 where contract_id = ${children.tokyo} and month = '2026-06-01'`;
      await tx`alter table resale_lines enable trigger write_once`;
    });
    expect(await names()).toEqual([
      "end users' statements are what their lines add up to, and hold every line of the close",
      "every line of an end user has one winning rule, and the price that the second path computes (I14)",
    ]);
    await sql.begin(async (tx) => {
      await tx`alter table resale_lines disable trigger write_once`;
      await tx`update resale_lines set price = price - 1 where contract_id = ${children.tokyo} and month = '2026-06-01'`;
      await tx`alter table resale_lines enable trigger write_once`;
    });
    expect(await names()).toEqual([]);
  });

  test("a rule ends with a coming month; who sees some contracts decides for these alone", async () => {
    const end = (to: string) => owner.post(`/v1/resale-rules/${ruleOfTokyo}:end`, { to });
    expect((await end("2026-08")).body.code).toBe("RESALE_RULE_INVALID");
    expect((await end("2026-09")).body).toMatchObject({ to: "2026-09", endedBy: expect.stringContaining(":") });
    const unknown = "00000000-0000-7000-8000-000000000001";
    expect((await owner.post(`/v1/resale-rules/${unknown}:end`, { to: "2026-09" })).body.code).toBe("RESALE_RULE_NOT_FOUND");
    const user = await house.addUser(house.partner, { type: "administrator", rights: ["charges"] });
    await owner.post("/v1/contract-groups", {
      ...{ name: "Tokyo", contracts: { add: [children.tokyo] }, users: { add: [user.userId] } },
    });
    const client = clientOf(house.api, user);
    // Rules and groups that this user does not see price its lines all the same.
    const whole = await estimatesOf(owner, children.tokyo);
    expect((await estimatesOf(client, children.tokyo)).map(saidBy)).toEqual(whole.map(saidBy));
    const rule = { scope: all, price: percent("1"), from: "2026-10" };
    expect((await client.post("/v1/resale-rules", { ...rule, holder: partner })).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await client.put("/v1/resale-settings", { tellEndUsers: true })).body.code).toBe("ACTION_NOT_ALLOWED");
    const osaka = { of: "contract", contractId: children.osaka };
    expect((await client.post("/v1/resale-rules", { ...rule, holder: osaka })).body.code).toBe("CONTRACT_NOT_FOUND");
    const own = { of: "contract", contractId: children.tokyo };
    expect((await client.post("/v1/resale-rules", { ...rule, holder: own })).status).toBe(201);
    await owner.post("/v1/resale-rules", { ...rule, holder: osaka });
    const holders = (await client.get("/v1/resale-rules?month=2026-10")).body.rules.map((one: { holder: object }) => one.holder);
    expect(holders).toEqual([own, partner]);
  });

  test("people of a child who may read its statement are mailed when it is ready, if the partner says so", async () => {
    const readers = async () => {
      const of = (more: object) => house.addUser(house.partner, { type: "administrator", contractId: children.osaka, ...more });
      const [told, quiet] = [await of({ rights: ["charges"] }), await of({})];
      await of({ rights: ["users"] });
      await of({ type: "general" });
      const at = `/v1/contracts/${children.osaka}/users/${quiet.userId}/notice-settings`;
      expect((await owner.put(at, { news: { on: false, exceptTenants: [] } })).status).toBe(200);
      return told.name;
    };
    const address = await readers();
    const told = async () => (await house.mails()).filter((mail) => mail.text.includes("/statements/2026-"));
    const logs = (day: string, id: string): Parameters<typeof months.use>[1][number] => [
      ...([children.osaka, "logs", "Monitoring Logs", "ingest", "GB", day, undefined, id] as const),
    ];
    expect((await owner.get("/v1/resale-settings")).body).toEqual({ tellEndUsers: false });
    expect(await told()).toEqual([]);
    expect((await owner.put("/v1/resale-settings", { tellEndUsers: true })).body).toEqual({ tellEndUsers: true });
    await months.use("2026-09-01T00:00:00Z", [logs("2026-08-01T00:00:00Z", "1")]);
    await months.close("2026-09-05T00:00:00Z", "2026-08");
    const mails = (await told()).filter(({ text }) => text.includes(children.osaka));
    const representative = `${children.osaka.replace("econ", "ecid")}@x.example`;
    expect(mails.flatMap(({ recipients }) => recipients).toSorted()).toEqual([address, representative].toSorted());
    for (const { subject, text, unsubscribe } of mails) {
      expect(unsubscribe).toContain("/unsubscribe/");
      expect(subject).toContain("2026-08");
      expect(text).toContain(`/contracts/${children.osaka}/statements/2026-08`);
      expect(text).not.toMatch(/円|¥|\b200\b/);
    }
    const before = (await told()).length;
    await owner.put("/v1/notice-suppression", { categories: ["news"] });
    await months.use("2026-10-01T00:00:00Z", [logs("2026-09-01T00:00:00Z", "1")]);
    await months.close("2026-10-05T00:00:00Z", "2026-09");
    expect((await owner.get(of(children.osaka, "/2026-09"))).status).toBe(200);
    expect(await told()).toHaveLength(before);
    expect(await wrongIn("2026-09")).toEqual([]);
  });
});
