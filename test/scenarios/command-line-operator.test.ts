import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "@saihan/cli";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { openCommandLine } from "../support/command-line.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { openReceiver } from "../support/receiver.ts";
import { addChild } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

const ja = { LANG: "ja_JP.UTF-8" };

/** What a partner's operator does from a terminal. */
describe.skipIf(missingStore)("saihan, an operator's day", () => {
  let house: House;
  let owner: ReturnType<typeof clientOf>;
  const { folder, started, saihan, json, close } = openCommandLine(() => ({ api: house.api, apiKey: house.partner.apiKey }));
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
  });
  afterAll(async () => {
    close();
    await house?.close();
  });
  const contract = async (more: Record<string, unknown> = {}): Promise<string> => {
    const made = await owner.post("/v1/contracts", someContract(more));
    await owner.ended(made);
    return made.body.contract.id;
  };

  test("a file of contracts: planned, applied, tried again, and its result kept", async () => {
    const file = join(folder, "contracts.csv");
    const rows = ["青葉", "若葉"].map((name, i) => `${name}製作所,b${i}@bulk.example,b${i}@bulk.example`);
    writeFileSync(file, ["customerName,loginId,mailAddress", ...rows, "名前だけ,,"].join("\n"));
    const planned = await saihan(["bulk", "plan", file], ja);
    expect([planned.code, planned.out]).toEqual([0, expect.stringMatching(/1 +create +planned +青葉製作所/)]);
    const [id = ""] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(planned.out) ?? [];
    expect(planned.err).toContain(`次: saihan bulk apply ${id}`);
    expect(await json("bulk", "show", id)).toMatchObject({ state: "planned", plan: { create: 2, refused: 1 } });

    const applied = await saihan(["bulk", "apply", id]);
    expect([applied.code, applied.err]).toEqual([
      exitCodes.orderFailed,
      expect.stringContaining("rows that failed or were refused: 1 / 3"),
    ]);
    const succeeded = await json("bulk", "rows", id, "--outcome", "succeeded");
    expect(succeeded.map((row: { customerName: string }) => row.customerName)).toEqual(["青葉製作所", "若葉製作所"]);
    expect((await saihan(["bulk", "resume", id])).code).toBe(exitCodes.orderFailed);

    const result = join(folder, "result.csv");
    const kept = await saihan(["bulk", "result", id, "--file", result]);
    expect([kept.code, kept.err.trim()]).toEqual([0, `saved: ${result}`]);
    expect(readFileSync(result, "utf8").split("\r\n")[1]).toContain("succeeded,create,econ");
    const lines = (await saihan(["bulk", "result", id, "--type", "ndjson"])).out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).outcome)).toEqual(["succeeded", "succeeded", "refused"]);
    expect((await saihan(["bulk", "plan", join(folder, "none.csv")])).code).toBe(exitCodes.usage);
  });

  test("a contract is found by every key, exported, and ended by the plan that was shown", async () => {
    const made = await json(
      ...["contract", "create", "--name", "さくら食品", "--mail", "sakura@find.example", "--number", "S0000000001"],
      ...["--label", "branch:osaka", "--label", "rank:a"],
    );
    const id = made.contractId;
    const keys = [
      ...[
        ["--name", "ｻｸﾗ"],
        ["--number", "s0000000001"],
        ["--id", id],
        ["--login", "sakura@"],
        ["--mail", "@find.example"],
      ],
      ...[
        ["--label", "branch:osaka", "--state", "active"],
        ["--started-from", "2020-01-01", "--label", "rank:a"],
      ],
    ];
    for (const key of keys)
      expect([key, (await json("contract", "search", ...key)).map((row: { id: string }) => row.id)]).toEqual([key, [id]]);
    expect((await json("contract", "search", "さくら", "find.example"))[0].id).toBe(id);
    expect(await json("contract", "list", "--ended-from", "2020-01-01")).toEqual([]);
    const csv = (await saihan(["contract", "export", "さくら"])).out;
    expect([csv.split("\r\n").length, csv]).toEqual([3, expect.stringContaining("さくら食品")]);

    const tenant = await json("tenant", "create", id, "--name", "sakura-web", "--region", "jp1");
    expect(await json("tenant", "change", id, tenant.subject.id, "--description", "本番環境")).toMatchObject({
      kind: "tenant.change",
    });
    expect((await json("tenant", "list", id))[0].description).toBe("本番環境");
    expect((await saihan(["contract", "terminate", id])).code).toBe(exitCodes.refused);
    const plan = await saihan(["contract", "terminate", id, "--plan"], ja);
    expect([plan.code, plan.out]).toEqual([0, expect.stringMatching(/CONTRACT_HAS_TENANTS: 契約[\s\S]*steps \(3\)/)]);
    const [, line = ""] = /次: saihan (.*)/.exec(plan.err) ?? [];
    expect(line).toMatch(new RegExp(`^contract terminate ${id} --revision [0-9a-f]+$`));
    expect(await json(...line.split(" "))).toMatchObject({ kind: "contract.terminate", state: "succeeded" });
    expect(await json("contract", "termination", id)).toMatchObject({ nothingLeft: true, state: "terminated" });
    expect((await json("tenant", "show", id, tenant.subject.id)).state).toBe("deleted");
  }, 180_000);

  test("groups: a rule is tried, written and explained", async () => {
    const id = await contract({ labels: { area: "kita" } });
    const { userId } = await house.addUser(house.partner, { type: "general" });
    const group = await json("group", "create", "北");
    const tried = await json("group", "simulate", group.id, "--add-user", userId, "--add-rule", "label=area:kita,region=jp2");
    expect(tried.loses).toMatchObject([{ userId }]);
    await json("group", "change", group.id, "--name", "北日本", "--add-user", userId, "--add-rule", "label=area:kita");
    const [rule] = await json("group", "rules", group.id);
    expect(rule.labels).toEqual({ area: "kita" });
    expect(await json("group", "explain", userId, id)).toMatchObject({ sees: true, because: "IN_GROUP" });
    expect(await json("group", "contracts", group.id)).toEqual([{ id }]);
    expect((await json("group", "change", group.id, "--remove-rule", rule.id)).rules).toEqual([]);
    expect((await json("group", "show", group.id)).name).toBe("北日本");
    expect((await saihan(["group", "change", group.id, "--add-rule", "colour=red"])).code).toBe(exitCodes.usage);
  });

  test("workspaces and users", async () => {
    const id = await contract();
    const workspace = await json("workspace", "create", id, "kensho", "--description", "検証用");
    expect((await json("workspace", "change", id, workspace.id, "--description", "試験用")).description).toBe("試験用");
    expect((await json("workspace", "list", id)).map((row: { name: string }) => row.name)).toContain("kensho");
    expect((await saihan(["workspace", "delete", id, workspace.id])).code).toBe(0);
    const user = await json("user", "create", id, "--mail", "u@users.example");
    const change = ["--type", "administrator", "--right", "tenants", "--right", "users", "--name", "佐藤 花"];
    await json("user", "change", id, user.subject.id, ...change);
    const expected = { type: "administrator", name: "佐藤 花", rights: ["tenants", "users"] };
    expect(await json("user", "show", id, user.subject.id)).toMatchObject(expected);
  });

  test("events are written as they come, of the kinds that are asked for, until Ctrl-C", async () => {
    const tail = started(["events", "tail", "--after", "0", "--type", "tenant.*", "--output", "ndjson"]);
    const id = await contract();
    await json("tenant", "create", id, "--name", "tail-web", "--region", "jp2");
    const kinds = () =>
      tail.said.out
        .split("\n")
        .slice(0, -1)
        .map((line) => JSON.parse(line))
        .filter((event) => event.contractId === id)
        .map((event) => event.kind);
    await expect.poll(kinds).toEqual(["tenant.create.accepted", "tenant.create.succeeded"]);
    tail.child.kill("SIGINT");
    expect((await tail.ended).code).toBe(exitCodes.interrupted);
    const all = await json("events", "list", "--all");
    expect(all.map((event: { number: number }) => event.number)).toEqual(all.map((_: unknown, i: number) => i + 1));
    const one = await saihan(["events", "list", "--limit", "1"], ja);
    expect([one.out.trim().split("\n").length, one.err]).toEqual([2, expect.stringContaining("--all")]);
  });

  test("a webhook is made, tested, looked after and taken away", async () => {
    const receiver = await openReceiver();
    try {
      const hook = await json("webhook", "create", receiver.url, "--type", "contract.*", "--description", "受信");
      expect(hook.secret).toMatch(/^whsec_/);
      await json("webhook", "test", hook.id);
      await receiver.until(1);
      await expect.poll(() => json("webhook", "deliveries", hook.id)).toMatchObject([{ reason: "test" }]);
      await contract();
      await receiver.until(2);
      const [{ number }] = await json("events", "list", "--kinds", "contract.create.accepted", "--limit", "1");
      await json("webhook", "resend", hook.id, String(number));
      expect(await json("webhook", "change", hook.id, "--disable")).toMatchObject({
        state: "disabled",
        disabledCause: "BY_USER",
      });
      expect((await json("webhook", "list")).map((row: { id: string }) => row.id)).toEqual([hook.id]);
      expect((await saihan(["webhook", "delete", hook.id])).code).toBe(0);
      expect(await json("webhook", "list")).toEqual([]);
    } finally {
      await receiver.down();
    }
  });

  test("an order that nobody has begun is cancelled; several are waited for", async () => {
    const id = await contract();
    await house.restart.provisioning.stop();
    const order = await json("contract", "suspend", id, "--reason", "payment-overdue", "--no-wait");
    const cancelling = started(["order", "cancel", order.id, "--output", "json"]);
    await expect.poll(async () => (await owner.get(`/v1/orders/${order.id}`)).body.state).toBe("cancelling");
    await house.restart.provisioning.start();
    const { code, out } = await cancelling.ended;
    expect([code, JSON.parse(out).state]).toEqual([exitCodes.done, "cancelled"]);
    const more = await Promise.all(
      ["a", "b"].map((name) =>
        json("tenant", "create", id, "--name", `wait-${name}`, "--region", name === "a" ? "jp1" : "jp2", "--no-wait"),
      ),
    );
    const waited = await saihan(["order", "wait", ...more.map((one) => one.id), order.id]);
    expect([waited.code, waited.out]).toEqual([
      exitCodes.orderFailed,
      expect.stringMatching(/succeeded[\s\S]*succeeded[\s\S]*ORDER_CANCELLED/),
    ]);
  });

  test("an approval request is answered, a document fetched, a ticket written to", async () => {
    const child = await addChild(house, house.partner);
    const end = await house.addUser(house.partner, { type: "administrator", contractId: child.contractId });
    const raised = await owner.post("/v1/approval-requests", {
      ...{ approverType: "user", approverId: end.userId, service: "colocation-connection" },
      actions: [
        {
          ...{ service: "colocation-connection", region: "jp1", apiPath: `/v1/contracts/${child.contractId}/consents` },
          ...{ method: "POST", body: { topic: "rack-work" } },
        },
      ],
      descriptions: [{ lang: "ja", text: "同意をお願いします" }],
    });
    const asEnd = { ...ja, SAIHAN_API_KEY: end.apiKey };
    expect((await saihan(["approval", "list", "--standing", "active"], asEnd)).out).toContain(raised.body.id);
    expect((await saihan(["approval", "answer", raised.body.id, "--deny"], asEnd)).err).toContain("--reason が必要");
    const answered = await saihan(["approval", "answer", raised.body.id, "--approve", "--reason", "確認"], asEnd);
    expect([answered.code, answered.out]).toEqual([0, expect.stringMatching(/status +approved/)]);

    const staff = await signInStaff(house);
    const content = Buffer.from(`%PDF-1.7\n\u0000\u00ff${"x".repeat(100_000)}`);
    const kind = {
      document: "brochure",
      language: "ja",
      title: "パンフレット",
      fileName: "b.pdf",
      contentType: "application/pdf",
    };
    const file = await staff.anywhere.post("/v1/operator/document-files", { ...kind, content: content.toString("base64") });
    const listed = await json("document", "list");
    expect(listed).toContainEqual(expect.objectContaining({ document: "brochure", fileId: file.body.id }));
    await saihan(["document", "get", "brochure", file.body.id, "--file", join(folder, "b.pdf")]);
    expect(readFileSync(join(folder, "b.pdf")).equals(content)).toBe(true);

    const ticket = await json("ticket", "open", "--category", "contract", "--subject", "接続", "--text", "昨日から");
    await json("ticket", "reply", ticket.id, "--text", "続報");
    expect((await json("ticket", "show", ticket.id)).thread).toMatchObject([{ text: "昨日から" }, { text: "続報" }]);
    expect((await json("ticket", "list", "--state", "open")).map((row: { id: string }) => row.id)).toEqual([ticket.id]);
    expect((await json("ticket", "close", ticket.id)).state).toBe("closed");
  });

  test.each([
    { line: ["contract", "lst"], says: /不明なコマンドです: lst \(もしかして: list\)\n +使い方: saihan contract --help/ },
    { line: ["contract", "list", "--limt", "1"], says: /不明なオプションです: --limt \(もしかして: --limit\)/ },
    { line: ["contract", "show"], says: /引数がありません: <contractId>/ },
    { line: ["contract", "show", "a", "b"], says: /引数が多すぎます \(1個のところ2個\)/ },
    { line: ["contract", "create", "--mail", "a@x.example"], says: /必須のオプションがありません: --name/ },
    { line: ["contract", "list", "--limit"], says: /オプションの値がありません: --limit/ },
    {
      line: ["bulk", "rows", "x", "--outcome", "bad"],
      says: /値が正しくありません: --outcome <outcome> bad \(使える値: planned/,
    },
    { line: ["contract", "list", "--limit", "many"], says: /--limit: 0以上の数ではありません/ },
  ])("what is typed wrongly is said in Japanese: $line", async ({ line, says }) => {
    const { code, out, err } = await saihan(line, ja);
    expect([code, out, err]).toEqual([exitCodes.usage, "", expect.stringMatching(says)]);
    expect(err).not.toMatch(/error|did you mean/i);
  });
});
