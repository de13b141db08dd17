import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { throwAwayFolder } from "@saihan/launch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { furnishMonths, monthOf } from "../support/closed-month.ts";
import { type House, missingStore, openHouse, type Partner } from "../support/house.ts";
import { givePassword, goodPassword } from "../support/people.ts";
import { signInStaff } from "../support/staff.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const path = "/v1/operator/offboarding";
const day = 86_400_000;

describe.skipIf(missingStore)("a partner leaves (S-32)", () => {
  const folder = throwAwayFolder("offboarding");
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function placesOf(text: string): Promise<string[]> {
    const { sql } = house.database;
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from ${sql(name)} t where strpos(lower(t::text), ${text}) > 0`;
      if (row && row.n > 0) found.push(name);
    }
    return found;
  }

  /** Something of every kind that bears a text, all of it ended but for what belongs to the partner itself. */
  async function furnish(partner: Partner, canary: string) {
    const client = clientOf(house.api, partner);
    const made = await client.post("/v1/contracts", {
      ...someContract({ customerName: `${canary}-customer`, labels: { note: `${canary}-label` } }),
      representative: { loginId: `${canary}@x.example`, mailAddress: `${canary}@x.example`, name: `${canary}-name` },
    });
    const { contractId } = await client.ended(made);
    const child = `/v1/contracts/${contractId as string}`;
    const tenant = await client.ended(
      await client.post(`${child}/tenants`, { name: `${canary}-tenant`, region: "jp1", description: `${canary}-description` }),
    );
    expect(tenant.state).toBe("succeeded");
    await client.ended(await client.patch(child, { customerName: `${canary}-customer-2` }));
    await client.post("/v1/tickets", {
      contractId,
      category: "service",
      type: "other",
      subject: `${canary}-subject`,
      text: `${canary}-text`,
    });
    await client.post("/v1/contract-groups", { name: `${canary}-group` });
    const webhook = await client.post("/v1/webhooks", {
      ...{ contractId: partner.contractId, url: "https://receiver.example/hook", description: `${canary}-hook`, enabled: false },
    });
    expect(webhook.status).toBe(201);
    await house.database
      .sql`update partner_legal_names set legal_name = ${`${canary}-legal`} where partner_id = ${partner.contractId}`;
    return {
      contractId: contractId as string,
      end: async () => {
        const { body: plan } = await client.send("POST", `${child}/terminate:plan`);
        const ended = await client.ended(await client.post(`${child}/terminate`, { remove: { revision: plan.revision } }));
        expect(ended.state).toBe("succeeded");
        await house.settle();
      },
    };
  }

  async function command(...args: string[]): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/partner-export.ts", ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: house.database.url },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        said += text;
      });
    }
    return { code: await new Promise<number>((resolve) => child.once("exit", (c) => resolve(c ?? -1))), said };
  }

  test("step by step: two of the staff, nobody served, books closed, data handed out, a time, then gone; others notice nothing", async () => {
    const { sql } = house.database;
    const months = await furnishMonths(house);
    const { partner, stranger } = house;
    const own = clientOf(house.api, partner);
    const other = clientOf(house.api, stranger);
    const mine = await furnish(partner, "canary-mine");
    await furnish(stranger, "canary-theirs");
    const general = await house.addUser(partner, { type: "general", name: "canary-mine-general" });
    const theirsBefore = await placesOf("canary-theirs");
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04"));
    await months.close("2026-05-05T01:00:00Z", "2026-04");

    const [representative] = await sql<
      { id: string }[]
    >`select representative_id as id from contracts where id = ${partner.contractId}`;
    await givePassword(house, representative?.id as string, goodPassword);
    const loginId = `owner@${partner.contractId}.example`;
    const signIn = () => clientOf(house.api, undefined).post("/v1/sign-in", { loginId, password: goodPassword });
    const signedIn = await signIn();
    expect(signedIn.status, signedIn.text).toBe(200);
    const session = { apiKey: signedIn.body.session.token as string };
    expect((await clientOf(house.api, session).get("/v1/me")).status).toBe(200);

    // Whoever still has something does not leave; and it is not for everybody to ask.
    const first = (await signInStaff(house)).forPartner(partner);
    const second = (await signInStaff(house, "operations", "second")).forPartner(partner);
    const billing = (await signInStaff(house, "billing")).forPartner(partner);
    const reason = "パートナー契約の終了";
    expect((await first.post(path, { reason })).body).toMatchObject({ code: "PARTNER_HOLDS_SOMETHING" });
    await mine.end();
    await sql`update contracts set state = 'terminated', ended_at = '2026-05-05T02:00:00Z' where partner_id = ${partner.contractId} and kind = 'child' and state = 'active'`;
    await sql`update billable_resources set ended_at = '2026-05-05T02:00:00Z' where partner_id = ${partner.contractId}`;
    expect((await billing.post(path, { reason })).status).toBe(403);
    expect((await own.post(path, { reason })).status).toBe(403);

    // Asked for and taken back; asked for and approved, by another.
    expect((await first.post(path, { reason })).body).toMatchObject({ step: "approve" });
    expect((await first.post(path, { reason })).body).toMatchObject({ code: "OFFBOARDING_STATE_FORBIDS" });
    expect((await second.send("POST", `${path}:withdraw`)).status).toBe(204);
    expect((await first.get(path)).status).toBe(404);
    await first.post(path, { reason });
    expect((await first.send("POST", `${path}:approve`)).body).toMatchObject({ code: "OFFBOARDING_NEEDS_ANOTHER" });
    expect((await own.get("/v1/contracts")).status).toBe(200);
    expect((await second.send("POST", `${path}:approve`)).body).toMatchObject({
      step: "close-books",
      approvedBy: "operator:op-second",
    });
    expect((await second.send("POST", `${path}:approve`)).body).toMatchObject({ code: "OFFBOARDING_STATE_FORBIDS" });
    expect((await second.send("POST", `${path}:withdraw`)).body).toMatchObject({ code: "OFFBOARDING_STATE_FORBIDS" });

    // Nobody of the partner is served, within a second.
    for (const who of [partner, general, session]) {
      await expect.poll(async () => (await clientOf(house.api, who).get("/v1/contracts")).status, { timeout: 10_000 }).toBe(401);
    }
    expect((await signIn()).status).toBe(401);
    const [left] = await sql<{ keys: number; sessions: number; hooks: number; feeds: number; users: number }[]>`
      select (select count(*)::int from api_keys where partner_id = p and revoked_at is null) as keys,
             (select count(*)::int from sessions where partner_id = p) as sessions,
             (select count(*)::int from webhook_endpoints where partner_id = p and state = 'enabled') as hooks,
             (select count(*)::int from feed_addresses where partner_id = p and withdrawn_at is null) as feeds,
             (select count(*)::int from users where partner_id = p and state not in ('deleted', 'failed')) as users
        from (select ${partner.contractId}::text as p) x`;
    expect(left).toEqual({ keys: 0, sessions: 0, hooks: 0, feeds: 0, users: 0 });
    const order = await other.ended(await other.post("/v1/contracts", someContract({ customerName: "他社の顧客" })));
    expect(order.state).toBe("succeeded");

    // The books: the month in which access ended is closed like any other; before that nothing is handed out.
    const ring = async () => {
      const before = await sql`select * from offboardings`;
      await house.inject("billing", "retention", [{}]);
      return before;
    };
    const stepNow = async () => {
      const [row] = await sql<{ closed: boolean; erased: boolean }[]>`
        select closed_at is not null as closed, erased_at is not null as erased from offboardings where partner_id = ${partner.contractId}`;
      return row;
    };
    await ring();
    const early = await command("--partner", partner.contractId, "--to", folder, "--hand-out");
    expect(early).toMatchObject({ code: 1, said: expect.stringContaining("books are not closed yet") });
    expect(await stepNow()).toEqual({ closed: false, erased: false });
    await months.close("2026-06-05T01:00:00Z", "2026-05");
    await ring();
    await expect.poll(stepNow).toEqual({ closed: true, erased: false });

    // What is handed out is all of the partner's, nothing of another, and opens nothing.
    const handed = await command("--partner", partner.contractId, "--to", folder, "--hand-out");
    expect(handed, handed.said).toMatchObject({ code: 0 });
    const bundle = handed.said.split("\n")[0] as string;
    const read = (name: string) => readFileSync(join(bundle, "tables", name), "utf8");
    const tables = readdirSync(join(bundle, "tables"));
    const everything = tables.map(read).join("");
    expect(read("contracts.ndjson")).toContain("canary-mine-customer-2");
    expect(read("users.ndjson")).toContain("canary-mine-general");
    expect(read("documents.ndjson").split("\n").length).toBeGreaterThan(1);
    expect(everything).not.toContain("canary-theirs");
    expect(everything).not.toContain(stranger.contractId);
    for (const word of ["password_hash", "secret_hash", "totp_secret", "token_hash", '"secret"'])
      expect(everything).not.toContain(word);

    // The time runs from the command's clock; not a day too early.
    await sql`update offboardings set erase_at = ${new Date(house.clock.now().getTime() + 90 * day)}`;
    house.clock.advance(89 * day);
    await ring();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await stepNow()).toEqual({ closed: true, erased: false });
    const documents = async () =>
      (await sql`select number, sha256, content::text from documents where partner_id = ${partner.contractId} order by 1`).map(
        (d) => ({ ...d }),
      );
    const kept = await documents();
    house.clock.advance(2 * day);
    await ring();
    await expect.poll(stepNow).toEqual({ closed: true, erased: true });
    await house.settle();

    // Gone from everywhere but for what the law keeps; documents to the letter; the others' to the last place.
    expect(await placesOf("canary-mine")).toEqual(["documents"]);
    expect(kept.length).toBeGreaterThan(0);
    expect(await documents()).toEqual(kept);
    expect((await placesOf("canary-theirs")).filter((name) => theirsBefore.includes(name))).toEqual(theirsBefore);
    expect((await other.get("/v1/contracts")).body.contracts.length).toBeGreaterThan(0);
    expect((await house.queueText()).includes("canary-mine")).toBe(false);
    const actions = await sql<{ action: string }[]>`
      select distinct action from audit_entries
       where partner_id = ${partner.contractId} and action like 'partner.%' and outcome = 'done' order by 1`;
    expect(actions.map(({ action }) => action.slice("partner.".length))).toEqual([
      ...["erase", "hand-out", "offboard-approve", "offboard-ask", "offboard-withdraw"],
    ]);
  });

  test("the database itself refuses what comes too early, and lets nobody end a partner alone", async () => {
    const { sql } = house.database;
    const id = house.stranger.contractId;
    await expect(sql`select end_partner_access(${id}, now())`).rejects.toThrow("OFFBOARDING_APPROVED");
    await expect(sql`select erase_partner(${id}, now())`).rejects.toThrow("OFFBOARDING_ERASABLE");
    await expect(
      sql`insert into offboardings (partner_id, reason, asked_by, asked_at, approved_by, approved_at) values (${id}, 'x', 'operator:a', now(), 'operator:a', now())`,
    ).rejects.toThrow("offboardings");
  });
});
