import { programmeCategories, programmeMenus, startOfDay } from "@saihan/catalogue";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { codeAt, visitor } from "../support/people.ts";
import { addChild, openDesk, order, sign } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

/** What the provider's own staff do, are told, and leave behind in the audit. */
describe.skipIf(missingStore)("the provider's staff", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: ReturnType<typeof clientOf>;
  let staff: Awaited<ReturnType<typeof signInStaff>>;
  beforeAll(async () => {
    house = await openHouse({ trustProxy: ["127.0.0.1"] });
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    staff = await signInStaff(house);
    await sign(desk, house.partner, ["wasabi-object-storage"]);
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const days = (n: number) => new Date(house.clock.now().getTime() + n * 86_400_000 + 9 * 3_600_000).toISOString().slice(0, 10);

  test("an operator's own device is not shut out by others who try", async () => {
    const { loginId, password, totpSecret, device } = staff;
    const attacker = visitor(house, "198.51.100.7");
    for (let n = 0; n < 6; n++)
      await attacker.post("/v1/operator/sign-in", { loginId, password: "wrong password", code: "000000" });
    house.clock.advance(30_000);
    const given = { loginId, password, code: codeAt(house, totpSecret) };
    const elsewhere = visitor(house, "203.0.113.9");
    expect((await elsewhere.post("/v1/operator/sign-in", given)).body.code).toBe("SIGN_IN_RESTS");
    const foreign = `shd_${"A".repeat(43)}`;
    expect((await elsewhere.post("/v1/operator/sign-in", { ...given, device: foreign })).body.code).toBe("SIGN_IN_RESTS");
    const back = await elsewhere.post("/v1/operator/sign-in", { ...given, device });
    expect([back.status, back.body.device]).toEqual([200, device]);
    // A device is its operator's own: another account does not profit from it.
    const others = await signInStaff(house, "billing");
    for (let n = 0; n < 6; n++)
      await attacker.post("/v1/operator/sign-in", { loginId: others.loginId, password: "wrong", code: "000000" });
    house.clock.advance(30_000);
    const stolen = { loginId: others.loginId, password: others.password, code: codeAt(house, others.totpSecret), device };
    expect((await elsewhere.post("/v1/operator/sign-in", stolen)).body.code).toBe("SIGN_IN_RESTS");
    await house.database.sql`delete from throttles`;
  });

  test("what the provider must do itself is mailed to the desk that must do it, and to nobody else", async () => {
    const child = await addChild(house, house.partner);
    const sold = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "wasabi-object-storage"));
    const [duty] = sold.body.duties;
    expect(duty.turn).toBe("operations");
    house.clock.advance(Math.max(0, startOfDay(duty.dueOn).getTime() + 9.1 * 3_600_000 - house.clock.now().getTime()));
    const reminders = async () => (await house.mails()).filter((mail) => mail.text.includes(duty.id));
    await expect.poll(async () => (await reminders()).length).toBe(1);
    // The catcher holds the mail a moment before its row says so.
    await house.settle();
    const [mail] = await reminders();
    expect(mail?.recipients).toEqual(["operations@provider.example"]);
    expect(mail?.subject).toContain(duty.dueOn);
    expect(mail?.text).toContain("Wasabi");
    const [row] = await house.database.sql`select state, user_id, desk, address from mails where desk is not null`;
    expect(row).toMatchObject({ state: "sent", userId: null, desk: "operations", address: "operations@provider.example" });
  });

  test("every edit of the catalogue is in the provider's own chain of the audit, and no partner reads it", async () => {
    const { anywhere } = await signedInAgain();
    const version = { from: days(2), categories: programmeCategories, menus: programmeMenus };
    expect((await anywhere.post("/v1/operator/catalogue-versions", { id: "next", ...version })).status).toBe(201);
    const fewer = { ...version, from: days(3) };
    expect((await anywhere.put("/v1/operator/catalogue-versions/next", fewer)).status).toBe(200);
    expect((await anywhere.put("/v1/operator/catalogue-versions/next/end", { to: days(9) })).status).toBe(200);
    expect((await anywhere.delete("/v1/operator/catalogue-versions/next")).status).toBe(200);
    expect((await anywhere.delete("/v1/operator/catalogue-versions/next")).body.code).toBe("CATALOGUE_VERSION_NOT_FOUND");
    const { entries } = (await anywhere.get("/v1/audit?target=next")).body;
    const content = entries.at(-1).after.content;
    expect(content).toMatch(/^[0-9a-f]{64}$/);
    const held = { menus: programmeMenus.length, content };
    expect(entries.map((e: Record<string, unknown>) => [e.action, e.outcome, e.actor, e.before, e.after]).toReversed()).toEqual([
      ["catalogue.add", "done", "operator:op-operations", null, { from: days(2), ...held }],
      ["catalogue.edit", "done", "operator:op-operations", { from: days(2), ...held }, { from: days(3), ...held }],
      [
        ...["catalogue.end", "done", "operator:op-operations"],
        ...[
          { from: days(3), ...held },
          { from: days(3), to: days(9), ...held },
        ],
      ],
      ["catalogue.withdraw", "done", "operator:op-operations", { from: days(3), to: days(9), ...held }, null],
      ["catalogue.edit", "refused", "operator:op-operations", null, null],
    ]);
    expect(
      entries.every((e: { requestId: string | null; contractId: string }) => e.requestId && e.contractId === "provider"),
    ).toBe(true);
    const signIns = (await anywhere.get("/v1/audit?action=operator.sign-in")).body.entries;
    expect(signIns.map((e: { target: string }) => e.target)).toContain("op-operations");
    expect((await client.get("/v1/audit?target=next")).body.entries).toEqual([]);
    expect((await client.get("/v1/audit?contractId=econ0000000001")).body.entries).toEqual([]);
  });

  /** The session of the first test may have grown old with the clock. */
  async function signedInAgain() {
    house.clock.advance(30_000);
    const { loginId, password, totpSecret, device } = staff;
    const given = { loginId, password, code: codeAt(house, totpSecret), device };
    const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", given);
    return { anywhere: clientOf(house.api, { apiKey: reply.body.token }) };
  }
});
