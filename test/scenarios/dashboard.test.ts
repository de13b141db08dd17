import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { keyFor } from "@saihan/auth";
import { silentLog } from "@saihan/log";
import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDashboard } from "../../services/queue-dashboard/src/start.ts";
import { clientOf, someContract } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("the queue dashboard", () => {
  let house: House;
  let dashboard: Awaited<ReturnType<typeof startDashboard>>;
  let url: string;
  let operator: Awaited<ReturnType<typeof addOperator>>;
  beforeAll(async () => {
    house = await openHouse();
    operator = await addOperator(house);
    dashboard = await startDashboard(house.dashboardConfig, silentLog, { now: house.clock.now });
    url = `http://127.0.0.1:${dashboard.port}`;
    const client = clientOf(house.api, house.partner);
    await client.ended(await client.post("/v1/contracts", someContract({ customerName: "盤上商会" })));
    await house.settle();
  });
  afterAll(async () => {
    await dashboard?.close();
    await house?.close();
  });

  const code = () => generateSync({ secret: operator.totpSecret, epoch: Math.floor(house.clock.now().getTime() / 1_000) });
  const signIn = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${url}/sign-in`, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers });
  const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";

  test("nothing is shown to those who have not signed in", async () => {
    for (const path of ["/", "/queue/provisioning", "/api/queues", "/api/queues/provisioning", "/static/js/main.js"]) {
      const answer = await fetch(url + path, { redirect: "manual", headers: { accept: "application/json" } });
      expect([path, answer.status]).toEqual([path, 401]);
    }
    const page = await fetch(`${url}/`, { redirect: "manual", headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("location")]).toEqual([303, "/sign-in"]);
  });

  test("password and code let the operator in; the same code does not work twice, nor a wrong one", async () => {
    const good = { loginId: operator.loginId, password: operator.password, code: code() };
    expect((await signIn({ ...good, password: "wrong" })).status).toBe(401);
    const answer = await signIn(good);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/desk"]);
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await signIn(good)).status).toBe(401);
    const queues = await fetch(`${url}/api/queues`, { headers: { cookie: cookieOf(answer) } });
    expect(queues.status).toBe(200);
    const text = await queues.text();
    for (const name of ["provisioning", "users", "billing", "notifications", "webhooks"]) expect(text).toContain(name);
  });

  test.each(["loginId", "password", "code"])("U+0000 in %s is a wrong sign-in like any other", async (field) => {
    const form = { loginId: operator.loginId, password: operator.password, code: "000000" };
    expect((await signIn({ ...form, [field]: "a\u0000b" })).status).toBe(401);
    await house.database.sql`delete from throttles`;
  });

  test("one of a hundred with the same code at once gets in", async () => {
    house.clock.advance(60_000);
    const form = { loginId: operator.loginId, password: operator.password, code: code() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(form)));
    expect(answers.filter((a) => a.status === 303)).toHaveLength(1);
    await house.database.sql`delete from throttles`;
  });

  test("signed in, one can look and not touch; signed out, one cannot look", async () => {
    house.clock.advance(60_000);
    const cookie = cookieOf(await signIn({ loginId: operator.loginId, password: operator.password, code: code() }));
    const page = await fetch(`${url}/`, { headers: { cookie, accept: "text/html" } });
    expect(page.status).toBe(200);
    for (const [method, path] of [
      ["PUT", "/api/queues/provisioning/pause"],
      ["PUT", "/api/queues/provisioning/clean/completed"],
      ["PUT", "/api/queues/provisioning/obliterate"],
      ["POST", "/api/queues/provisioning/add"],
      ["DELETE", "/api/queues/provisioning"],
    ]) {
      const answer = await fetch(url + path, { method: method as string, headers: { cookie } });
      expect([path, answer.status]).toEqual([path, 405]);
    }
    const list = await fetch(`${url}/api/queues?activeQueue=provisioning&status=completed`, { headers: { cookie } });
    expect(await list.text()).not.toContain("盤上商会");
    await fetch(`${url}/sign-out`, { method: "POST", headers: { cookie }, redirect: "manual" });
    expect((await fetch(`${url}/api/queues`, { headers: { cookie } })).status).toBe(401);
  });

  test("of every route of the board, in every method, nothing answers a stranger and nothing changes for an operator (S-10)", async () => {
    const board = createRequire(createRequire(import.meta.url).resolve("@bull-board/express")).resolve("@bull-board/api");
    const source = readFileSync(new URL("routes.js", `file://${board}`), "utf8");
    const found = [...source.matchAll(/method: '(\w+)',\s+route: '([^']+)'/g)].map(([, method = "", path = ""]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(":queueName", "users").replaceAll(/:\w+/g, "1"),
    }));
    expect(found.length).toBeGreaterThan(30);
    house.clock.advance(60_000);
    const cookie = cookieOf(await signIn({ loginId: operator.loginId, password: operator.password, code: code() }));
    const standing = async () => {
      const answer = await fetch(`${url}/api/queues`, { headers: { cookie } });
      const { queues } = (await answer.json()) as { queues: { name: string; counts: object; isPaused: boolean }[] };
      return queues.map(({ name, counts, isPaused }) => ({ name, counts, isPaused }));
    };
    const before = await standing();
    for (const { method, path } of found) {
      for (const headers of [{}, { cookie: "saihan_operator=sho_forged" }, { authorization: `Bearer ${house.partner.apiKey}` }]) {
        const answer = await fetch(url + path, { method, headers, redirect: "manual" });
        expect([method, path, answer.status]).toEqual([method, path, 401]);
      }
      if (method === "GET") continue;
      const answer = await fetch(url + path, { method, headers: { cookie } });
      expect([method, path, answer.status]).toEqual([method, path, 405]);
    }
    expect(await standing()).toEqual(before);
  });

  test("a session ends after thirty idle minutes", async () => {
    house.clock.advance(60_000);
    const cookie = cookieOf(await signIn({ loginId: operator.loginId, password: operator.password, code: code() }));
    house.clock.advance(31 * 60_000);
    expect((await fetch(`${url}/api/queues`, { headers: { cookie } })).status).toBe(401);
  });

  test("another site's form is refused", async () => {
    const answer = await signIn({ loginId: "a", password: "b", code: "000000" }, { "sec-fetch-site": "cross-site" });
    expect(answer.status).toBe(403);
  });

  test("after five failures the account rests", async () => {
    house.clock.advance(60_000);
    for (let i = 0; i < 5; i++) await signIn({ loginId: operator.loginId, password: "wrong", code: "000000" });
    const good = { loginId: operator.loginId, password: operator.password, code: code() };
    expect((await signIn(good)).status).toBe(429);
    house.clock.advance(61_000);
    expect((await signIn({ ...good, code: code() })).status).toBe(303);
  });

  test("the one-time secret is sealed in the database", async () => {
    const [row] = await house.database.sql`select totp_secret from operators`;
    expect(Buffer.from(row?.totpSecret).toString("latin1")).not.toContain(operator.totpSecret);
    expect(keyFor(house.masterKey, "totp-secret")).toHaveLength(32);
  });
});
