import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("the life of a contract", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  test("created, filled, changed, suspended, resumed, emptied, terminated: nothing is left on the platform", async () => {
    const accepted = await client.post("/v1/contracts", someContract({ language: "en", customerName: "Life Ltd." }));
    const contractId = accepted.body.contract.id;
    // Ordered at once, while the contract is still being made: they wait for it.
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, {
      name: "life-1",
      region: "jp1",
      description: "本番",
    });
    const user = await client.post(`/v1/contracts/${contractId}/users`, {
      loginId: "user@life.example",
      mailAddress: "user@life.example",
      notifyUser: true,
    });
    expect((await client.ended(tenant)).state).toBe("succeeded");
    expect((await client.ended(user)).state).toBe("succeeded");
    expect((await client.get(`/v1/contracts/${contractId}/tenants/${tenant.body.tenant.id}`)).body).toMatchObject({
      state: "active",
      name: "life-1",
      description: "本番",
    });
    expect(
      (await client.get(`/v1/contracts/${contractId}/users`)).body.users
        .map((u: { type: string; state: string }) => [u.type, u.state])
        .toSorted(),
    ).toEqual([
      ["general", "active"],
      ["representative", "active"],
    ]);

    await client.ended(await client.patch(`/v1/contracts/${contractId}`, { customerName: "Life KK", customerNumber: "N000001" }));
    expect((await client.get(`/v1/contracts/${contractId}`)).body).toMatchObject({
      customerName: "Life KK",
      customerNumber: "N000001",
      language: "en",
      state: "active",
    });

    await client.ended(await client.post(`/v1/contracts/${contractId}/suspend`));
    await house.settle();
    const domain = async () => (await house.platformObjects()).find((o) => o.name === contractId);
    expect(await domain()).toMatchObject({ enabled: false, description: "Life KK" });
    const refused = await client.post(`/v1/contracts/${contractId}/tenants`, { name: "life-2", region: "jp2" });
    expect([refused.status, refused.body.code]).toEqual([409, "CONTRACT_STATE_FORBIDS"]);
    await client.ended(await client.post(`/v1/contracts/${contractId}/resume`));
    await house.settle();
    expect(await domain()).toMatchObject({ enabled: true });

    await client.ended(await client.delete(`/v1/contracts/${contractId}/tenants/${tenant.body.tenant.id}`));
    const end = await client.ended(await client.post(`/v1/contracts/${contractId}/terminate`));
    expect(end.state).toBe("succeeded");
    await house.settle();
    expect((await client.get(`/v1/contracts/${contractId}`)).body).toMatchObject({
      state: "terminated",
      endedAt: expect.stringMatching(/Z$/),
    });
    expect((await house.platformObjects()).filter((o) => !o.deleted)).toEqual([]);

    const mails = (await house.mails()).toReversed();
    expect(mails.map((m) => m.subject.replace(contractId, "X"))).toEqual([
      "[Saihan] Contract X is ready",
      "[Saihan] You are now a user of contract X",
      "[Saihan] Contract X has been suspended",
      "[Saihan] Contract X has been resumed",
      "[Saihan] Contract X has been terminated",
    ]);
    const last = mails.at(-1);
    expect(last?.text).toMatch(/Ended +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
    expect(last?.text).toContain(accepted.body.contract.representativeId);
    const again = await client.post(`/v1/contracts/${contractId}/terminate`);
    expect([again.status, again.body.code]).toEqual([409, "CONTRACT_STATE_FORBIDS"]);
  });

  test("login id and tenant name of what is gone can be used again", async () => {
    const contract = someContract();
    const accepted = await client.post("/v1/contracts", contract);
    await client.ended(accepted);
    await client.ended(await client.post(`/v1/contracts/${accepted.body.contract.id}/terminate`));
    const again = await client.post("/v1/contracts", contract);
    expect((await client.ended(again)).state).toBe("succeeded");
  });

  test("orders given in one breath are carried out in the order in which they were accepted", async () => {
    await house.misbehave({ delayMs: 400 });
    const accepted = await client.post("/v1/contracts", someContract());
    const id = accepted.body.contract.id;
    const tenant = await client.post(`/v1/contracts/${id}/tenants`, { name: `breath-${id}`, region: "jp1" });
    const gone = await client.delete(`/v1/contracts/${id}/tenants/${tenant.body.tenant.id}`);
    const change = await client.patch(`/v1/contracts/${id}`, { customerName: "一息" });
    const suspend = await client.post(`/v1/contracts/${id}/suspend`);
    expect(gone.body.order.waitsFor).toEqual(expect.arrayContaining([accepted.body.order.id, tenant.body.order.id]));
    await house.misbehave();
    expect((await client.ended(suspend)).state).toBe("succeeded");
    await house.settle();
    const ended = await house.database.sql`select id from orders where contract_id = ${id} order by ended_at, id`;
    expect(ended.map((o) => o.id)).toEqual([accepted, tenant, gone, change, suspend].map((r) => r.body.order.id));
    expect((await client.get(`/v1/contracts/${id}`)).body).toMatchObject({ state: "suspended", customerName: "一息" });
    expect((await client.get(`/v1/contracts/${id}/tenants`)).body.tenants).toMatchObject([{ state: "deleted" }]);
  });

  test.each([
    [true, 1, true],
    [undefined, 1, false],
    [false, 0, false],
  ])("notifyRepresentative %s: %d mail, link %s", async (notifyRepresentative, mails, link) => {
    const contract = someContract({ notifyRepresentative });
    await client.ended(await client.post("/v1/contracts", contract));
    await house.settle();
    const caught = (await house.mails()).filter((m) => m.recipients.includes(contract.representative.mailAddress));
    expect(caught).toHaveLength(mails);
    expect(caught.some((m) => m.text.includes("/invitation#"))).toBe(link);
  });

  test("the first-password link works once", async () => {
    const contract = someContract({ notifyRepresentative: true });
    await client.ended(await client.post("/v1/contracts", contract));
    await house.settle();
    const [mail] = (await house.mails()).filter((m) => m.recipients.includes(contract.representative.mailAddress));
    const token = /invitation#([\w-]+)/.exec(mail?.text ?? "")?.[1];
    const anyone = clientOf(house.api, undefined);
    const short = await anyone.post("/v1/password-resets/complete", { token, password: "short" });
    expect([short.status, short.body.code, short.body.variables]).toEqual([422, "PASSWORD_TOO_SHORT", { min: 15 }]);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        anyone.post("/v1/password-resets/complete", { token, password: "unrelated words in a row" }),
      ),
    );
    expect(replies.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([204, 410, 410, 410, 410]);
    const [row] = await house.database
      .sql`select password_hash from users where mail_address = ${contract.representative.mailAddress}`;
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    house.clock.advance(73 * 3_600_000);
    expect(
      (await anyone.post("/v1/password-resets/complete", { token: "x".repeat(43), password: "unrelated words in a row" })).body
        .code,
    ).toBe("PASSWORD_LINK_INVALID");
  });

  test("lists come in pages that neither repeat nor leave out", async () => {
    const partner = await house.addPartner("頁");
    const its = clientOf(house.api, partner);
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push((await its.post("/v1/contracts", someContract())).body.contract.id);
    await house.settle();
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: { body: { contracts: { id: string }[]; next: string | null } } = await its.get(
        `/v1/contracts?limit=3${next ? `&after=${encodeURIComponent(next)}` : ""}`,
      );
      seen.push(...page.body.contracts.map((c) => c.id));
      next = page.body.next;
    }
    expect(seen).toEqual(made.toReversed());
    const orders = await its.get(`/v1/orders?contractId=${made[0]}`);
    expect(orders.body.orders).toMatchObject([{ kind: "contract.create", state: "succeeded" }]);
  });

  test("what the parent contract itself holds goes into a domain of its own", async () => {
    const parent = house.partner.contractId;
    const tenants = await Promise.all(
      ["own-1", "own-2"].map((name) => client.post(`/v1/contracts/${parent}/tenants`, { name, region: "jp1" })),
    );
    for (const tenant of tenants) expect((await client.ended(tenant)).state).toBe("succeeded");
    expect((await house.platformObjects()).filter((o) => o.name === parent)).toHaveLength(1);
  });
});
