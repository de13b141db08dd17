import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse, type TestUser } from "../support/house.ts";

const wanted = [
  {
    customerName: "株式会社サンプル商事",
    customerNumber: "N0000001",
    loginId: "taro@sample.example",
    labels: { branch: "osaka" },
  },
  { customerName: "㈱サンプル運輸", customerNumber: "N0000002", loginId: "hanako@sample.example", labels: { branch: "tokyo" } },
  { customerName: "ｷｬﾉﾝ精機", customerNumber: "X9000003", loginId: "jiro@lens.example", labels: {} },
  { customerName: '=1+1,"罠"', customerNumber: undefined, loginId: "trap@trap.example", labels: { branch: "osaka" } },
  { customerName: "さくらホーム", customerNumber: "SAKURA01", loginId: "sakura@home.example", labels: {} },
] as const;

describe.skipIf(missingStore)("searching contracts", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let confined: TestUser;
  const ids: string[] = [];
  const groups: string[] = [];

  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    for (const { loginId, ...contract } of wanted) {
      const accepted = await client.post("/v1/contracts", {
        ...contract,
        representative: { loginId, mailAddress: `mail-${loginId}` },
        notifyRepresentative: false,
      });
      expect((await client.ended(accepted)).state).toBe("succeeded");
      ids.push(accepted.body.contract.id);
    }
    const stranger = clientOf(house.api, house.stranger);
    const foreign = await stranger.post("/v1/contracts", {
      customerName: "株式会社サンプル他社",
      representative: { loginId: "else@sample.example", mailAddress: "else@sample.example" },
    });
    await stranger.ended(foreign);
    confined = await house.addUser(house.partner, { type: "general" });
    for (const [name, members] of [
      ["一", ids.slice(0, 1)],
      ["二", ids.slice(2, 4)],
    ] as const) {
      const group = await client.post("/v1/contract-groups", {
        name,
        contracts: { add: members },
        users: { add: [confined.userId] },
      });
      groups.push(group.body.id);
    }
  });
  afterAll(() => house?.close());

  const found = async (query: Record<string, string>, who: { apiKey: string } = house.partner) => {
    const reply = await clientOf(house.api, who).get(`/v1/contracts?${new URLSearchParams({ count: "true", ...query })}`);
    expect([reply.status, reply.text.slice(0, 200)]).toEqual([200, expect.anything()]);
    const at = (reply.body.contracts as { id: string }[]).map(({ id }) => ids.indexOf(id)).toSorted((a, b) => a - b);
    expect(reply.body.count).toBe(at.length);
    return at;
  };

  test.each([
    ["nothing in particular", {}, [0, 1, 2, 3, 4]],
    ["a name in half width kana", { customerName: "ｻﾝﾌﾟﾙ" }, [0, 1]],
    ["a form of company in another spelling", { customerName: "（株）サンプル" }, [0, 1]],
    ["a name in large kana and hiragana", { customerName: "きやのん" }, [2]],
    ["one character", { customerName: "罠" }, [3]],
    ["two characters", { customerName: "商事" }, [0]],
    ["a part of a customer number", { customerNumber: "n000" }, [0, 1]],
    ["a login id", { loginId: "hanako" }, [1]],
    ["a part of a mail address", { mailAddress: "@SAMPLE.example" }, [0, 1]],
    ["words in any field", { q: "サンプル hanako" }, [1]],
    ["words of which one is nowhere", { q: "サンプル どこにもない" }, []],
    ["a label", { label: "branch:osaka" }, [0, 3]],
    ["a label with another value", { label: "branch:kyoto" }, []],
    ["a state that none is in", { state: "suspended" }, []],
    ["started long ago", { startedTo: "2020-01-01T00:00:00Z" }, []],
    ["started since", { startedFrom: "2020-01-01T00:00:00Z" }, [0, 1, 2, 3, 4]],
    ["ended since", { endedFrom: "2020-01-01T00:00:00Z" }, []],
    ["signs that mean something to a database", { q: "%" }, []],
    ["a quote", { q: "'" }, []],
  ] as const)("finds %s", async (_what, query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test("finds by id, whole and in part, and by group", async () => {
    expect(await found({ contractId: ids[2] ?? "" })).toEqual([2]);
    expect(await found({ q: ids[2] ?? "" })).toEqual([2]);
    expect(await found({ groupId: groups[1] ?? "" })).toEqual([2, 3]);
    expect(await found({ groupId: "00000000-0000-4000-8000-000000000000" })).toEqual([]);
  });

  test.each(["createdAt", "startedAt", "endedAt", "customerName", "customerNumber"])(
    "sorted by %s, pages neither repeat nor leave out, and the other way round they are the reverse",
    async (by) => {
      const walk = async (sort: string) => {
        const seen: string[] = [];
        let next: string | null = "";
        while (next !== null) {
          const after: string = next === "" ? "" : `&after=${encodeURIComponent(next)}`;
          const page = await client.get(`/v1/contracts?limit=2&sort=${sort}${after}`);
          expect(page.status).toBe(200);
          seen.push(...page.body.contracts.map((c: { id: string }) => c.id));
          next = page.body.next;
        }
        return seen;
      };
      const up = await walk(by);
      expect(up.toSorted()).toEqual(ids);
      expect(await walk(`-${by}`)).toEqual(up.toReversed());
    },
  );

  test("a page of one order is no page of another", async () => {
    const { next } = (await client.get("/v1/contracts?limit=2")).body;
    for (const after of [next, "x", Buffer.from('["customerName","\\u0000","econ1000000001"]').toString("base64url")]) {
      const reply = await client.get(`/v1/contracts?sort=customerName&after=${after}`);
      expect([reply.status, reply.body.code]).toEqual([400, "INVALID_PARAMETER"]);
    }
    expect((await client.get("/v1/contracts?q=%E3%80%80")).body.code).toBe("INVALID_PARAMETER");
  });

  test("what has changed is found under its new name, and not under the old", async () => {
    await client.ended(
      await client.patch(`/v1/contracts/${ids[4]}`, { customerName: "もみじホーム", customerNumber: "MOMIJI01" }),
    );
    expect(await found({ customerName: "モミジ" })).toEqual([4]);
    expect(await found({ customerName: "サクラ" })).toEqual([]);
    expect(await found({ customerNumber: "momiji" })).toEqual([4]);
  });

  test("suspended for a reason, which the view, the search, the mail and the audit tell; resumed, it is gone", async () => {
    const path = `/v1/contracts/${ids[1]}`;
    const accepted = await client.post(`${path}/suspend`, { reason: "payment-overdue" });
    expect(accepted.body.contract).toMatchObject({ state: "suspending", suspendedFor: "payment-overdue" });
    await client.ended(accepted);
    await house.settle();
    expect(await found({ state: "suspended" })).toEqual([1]);
    expect((await client.get(path)).body).toMatchObject({ state: "suspended", suspendedFor: "payment-overdue" });
    expect((await house.mails())[0]?.text).toContain("料金の未払い");
    const [row] = await house.database.sql`
      select after from audit_entries where target = ${ids[1] ?? ""} and action = 'contract.suspend'`;
    expect(row?.after).toMatchObject({ state: "suspending", reason: "payment-overdue" });
    await client.ended(await client.post(`${path}/resume`, { reason: "payment-received", notifyRepresentative: false }));
    expect((await client.get(path)).body).toMatchObject({ state: "active", suspendedFor: null });
    expect((await client.post(`${path}/suspend`, { reason: "because" })).body.code).toBe("INVALID_REQUEST");
    const { suspension, resumption } = (await client.get("/v1/contract-reasons")).body;
    expect(suspension).toContainEqual({ code: "payment-overdue", says: { ja: "料金の未払い", en: "Charges not paid" } });
    expect(resumption.map((r: { code: string }) => r.code)).toContain("payment-received");
  });

  test("labels are given anew by a change, and found", async () => {
    await client.ended(await client.patch(`/v1/contracts/${ids[2]}`, { labels: { rank: "gold" } }));
    expect(await found({ label: "rank:gold" })).toEqual([2]);
    expect((await client.patch(`/v1/contracts/${ids[2]}`, { labels: { "A b": "x" } })).body.code).toBe("INVALID_REQUEST");
  });

  test("a representative who changes is found under what they are called now", async () => {
    await house.database.sql`update users set mail_address = 'moved@elsewhere.example' where login_id = 'jiro@lens.example'`;
    expect(await found({ mailAddress: "elsewhere" })).toEqual([2]);
    expect(await found({ mailAddress: "lens.example" })).toEqual([]);
    expect(await found({ q: "きやのん moved@elsewhere" })).toEqual([2]);
  });

  test("a parent user confined to two groups finds, counts and exports what is in them", async () => {
    expect(await found({}, confined)).toEqual([0, 2, 3]);
    expect(await found({ q: "サンプル" }, confined)).toEqual([0]);
    expect(await found({ mailAddress: "sample.example" }, confined)).toEqual([0]);
    const csv = await clientOf(house.api, confined).get("/v1/contracts:export");
    const lines = csv.text.trimEnd().split("\r\n").slice(1);
    expect(lines.map((line) => ids.indexOf(line.slice(0, 14)))).toEqual([0, 2, 3]);
    // Freed from the groups, everything again.
    await client.delete(`/v1/contract-groups/${groups[0]}`);
    await client.delete(`/v1/contract-groups/${groups[1]}`);
    expect(await found({}, confined)).toEqual([0, 1, 2, 3, 4]);
  });

  test("the export is a CSV that a spreadsheet opens and does not run", async () => {
    const reply = await client.get(`/v1/contracts:export?${new URLSearchParams({ label: "branch:osaka" })}`);
    expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(reply.headers.get("content-disposition")).toContain(".csv");
    const bytes = new Uint8Array(
      await (
        await fetch(`${house.api}/v1/contracts:export`, { headers: { authorization: `Bearer ${house.partner.apiKey}` } })
      ).arrayBuffer(),
    );
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, first, second] = reply.text.replace("\ufeff", "").split("\r\n");
    expect(header).toMatch(/^id,customerNumber,customerName,state,.*,loginId,mailAddress$/);
    expect(first).toContain("株式会社サンプル商事");
    expect(second).toContain(`"'=1+1,""罠"""`);
    expect(second).toContain('"{""branch"":""osaka""}"');
  });

  test("a key that may not read users neither searches by what they are called nor exports it", async () => {
    const [row] = await house.database.sql`select representative_id as id from contracts where id = ${house.partner.contractId}`;
    const path = `/v1/contracts/${house.partner.contractId}/users/${row?.id}/api-keys`;
    const issued = await client.post(path, { name: "読み取り", scopes: ["contracts:read"] });
    const narrow = { apiKey: issued.body.key };
    expect((await clientOf(house.api, narrow).get("/v1/contracts?mailAddress=sample")).body.code).toBe("SCOPE_MISSING");
    expect((await clientOf(house.api, narrow).get("/v1/contracts:export?loginId=taro")).body.code).toBe("SCOPE_MISSING");
    expect(await found({ q: "hanako" }, narrow)).toEqual([]);
    expect(await found({ q: "サンプル" }, narrow)).toEqual([0, 1]);
    expect((await clientOf(house.api, narrow).get("/v1/contracts:export")).text).not.toContain("sample.example");
  });
});
