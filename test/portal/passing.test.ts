import { request } from "node:http";
import { firstLoad } from "@saihan/portal-pages";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addOperator, type House, openHouse } from "../support/house.ts";
import { addPerson, codeAt, giveTotp, type TestPerson } from "../support/people.ts";
import { openPortal, type TestPortal } from "../support/portal.ts";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  text: string;
  body: Record<string, never>;
}

describe("what stands between browser and API", () => {
  let house: House;
  let portal: TestPortal;
  beforeAll(async () => {
    house = await openHouse({ trustProxy: ["127.0.0.1"] });
    portal = await openPortal(house);
  });
  afterAll(async () => {
    await portal?.close();
    await house?.close();
  });

  /** By node:http, since fetch sets headers of its own. */
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown, at = portal.url) =>
    new Promise<Answer>((resolve, reject) => {
      const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body);
      const type =
        text === undefined ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) };
      const asked = request(new URL(path, at), { method, headers: { ...type, ...headers } }, async (answer) => {
        let got = "";
        for await (const part of answer) got += part;
        const json = answer.headers["content-type"]?.includes("json") ? JSON.parse(got) : {};
        const cookies = answer.headers["set-cookie"] ?? [];
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, cookies, text: got, body: json });
      });
      asked.on("error", reject);
      asked.end(text);
    });
  const same = { "sec-fetch-site": "same-origin" };
  const signIn = async (person: TestPerson, more: Record<string, string> = {}) => {
    const answer = await ask("POST", "/v1/sign-in", { ...same, ...more }, { loginId: person.loginId, password: person.password });
    return { answer, cookie: answer.cookies.map((text) => text.split(";")[0]).join("; ") };
  };

  test("the session goes into a cookie that no script can read, and never to the page", async () => {
    const person = await addPerson(house, house.partner);
    const { answer, cookie } = await signIn(person);
    expect(answer.status).toBe(200);
    expect(answer.text).not.toMatch(/shs_|shd_/);
    expect(answer.body).toEqual({ next: "none", session: { id: expect.any(String), endsAt: expect.any(String) } });
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^saihan=shs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(/^saihan-device=shd_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=15552000$/),
    ]);
    const me = await ask("GET", "/v1/me", { cookie });
    expect(me.body).toMatchObject({ userId: person.userId, partnerId: house.partner.contractId, type: "general", rights: [] });
    expect((await ask("GET", "/v1/me")).status).toBe(401);
  });

  test("over https the cookies are bound to the host", async () => {
    const safe = await openPortal(house, { PORTAL_URL: "https://portal.example.jp" });
    const person = await addPerson(house, house.partner);
    const answer = await ask(
      "POST",
      "/v1/sign-in",
      { origin: "https://portal.example.jp" },
      { loginId: person.loginId, password: person.password },
      safe.url,
    );
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^__Host-saihan=shs_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/),
      expect.stringMatching(/^__Host-saihan-device=shd_.*; Secure; Max-Age=15552000$/),
    ]);
    expect(answer.headers["strict-transport-security"]).toBeDefined();
    await safe.close();
    for (const name of ["PORTAL_URL", "DASHBOARD_URL"]) {
      const open = openPortal(house, { [name]: "http://portal.example.jp" });
      await expect(open).rejects.toThrow(`${name} must begin with https://`);
    }
  });

  test("the pages are told where the queue dashboard is, if anybody has said it", async () => {
    const told = await openPortal(house, { DASHBOARD_URL: 'https://desk.example.jp/a"b' });
    const meta = '<meta name="saihan-dashboard" content="https://desk.example.jp/a%22b" />';
    for (const path of ["/", "/forgot-password"]) expect((await ask("GET", path, {}, undefined, told.url)).text).toContain(meta);
    expect((await ask("GET", "/")).text).not.toContain("saihan-dashboard");
    await told.close();
  });

  test("the pages come compressed, and say where one is before any script is there, in the visitor's language", async () => {
    const first = await ask("GET", "/contracts", { "accept-language": "ja-JP,ja;q=0.9" });
    expect(first.headers["content-security-policy"]).not.toContain("unsafe");
    expect(first.text).toContain("<h1>サインイン</h1>");
    expect((await ask("GET", "/", { "accept-language": "ja", cookie: "saihan-language=en" })).text).toContain("<h1>Sign in</h1>");
    const { cookie } = await signIn(await addPerson(house, house.partner));
    const inside = (await ask("GET", "/", { cookie, "accept-language": "ja" })).text;
    expect(inside).toContain("<h1>ホーム</h1>");
    expect(inside).not.toContain("サインイン");
    const script = /src="([^"]+\.js)"/.exec(first.text)?.[1] ?? "";
    const sizes: number[] = [];
    for (const coding of ["br", "gzip", "identity"]) {
      const { status, headers } = await ask("GET", script, { "accept-encoding": coding });
      expect([status, headers["content-encoding"] ?? "identity", headers.vary]).toEqual([200, coding, "Accept-Encoding"]);
      expect(headers["content-type"]).toMatch(/^text\/javascript/);
      expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
      sizes.push(Number(headers["content-length"]));
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect((await ask("GET", "/assets/none.js", { "accept-encoding": "br" })).status).toBe(404);
  });

  test("the device comes from the cookie alone", async () => {
    const person = await addPerson(house, house.partner);
    const first = await signIn(person);
    const again = await signIn(person, { cookie: first.cookie });
    const device = (answer: Answer) => /saihan-device=([^;]+)/.exec(answer.cookies.join())?.[1];
    expect(device(again.answer)).toBe(device(first.answer));
    const given = { loginId: person.loginId, password: person.password, device: device(first.answer) };
    expect(device(await ask("POST", "/v1/sign-in", same, given))).not.toBe(device(first.answer));
  });

  test("whoever the browser says it is, and wherever it says it comes from, is not passed on", async () => {
    const person = await addPerson(house, house.partner);
    const { cookie } = await signIn(person, { "x-forwarded-for": "203.0.113.9" });
    const asOther = { authorization: `Bearer ${house.stranger.apiKey}`, "x-forwarded-for": "203.0.113.9" };
    expect((await ask("GET", "/v1/me", { ...asOther, cookie })).body).toMatchObject({ userId: person.userId });
    expect((await ask("GET", "/v1/me", asOther)).status).toBe(401);
    const { body } = await ask("GET", "/v1/sessions", { cookie });
    expect(body.sessions).toEqual([expect.objectContaining({ address: "127.0.0.1" })]);
  });

  test("a known proxy in front is believed about who is behind it", async () => {
    const behind = await openPortal(house, { TRUST_PROXY: "127.0.0.0/8" });
    const person = await addPerson(house, house.partner);
    const given = { loginId: person.loginId, password: person.password };
    const { cookies } = await ask("POST", "/v1/sign-in", { ...same, "x-forwarded-for": "203.0.113.9" }, given, behind.url);
    const cookie = cookies.map((text) => text.split(";")[0]).join("; ");
    expect((await ask("GET", "/v1/sessions", { cookie }, undefined, behind.url)).body.sessions).toEqual([
      expect.objectContaining({ address: "203.0.113.9" }),
    ]);
    await behind.close();
  });

  test.each<[string, Record<string, string>, unknown]>([
    ["from another site", { "sec-fetch-site": "cross-site" }, { current: "x", next: "y" }],
    ["from another host of the site", { "sec-fetch-site": "same-site" }, { current: "x", next: "y" }],
    ["typed into the address bar", { "sec-fetch-site": "none" }, { current: "x", next: "y" }],
    ["from another origin, by an old browser", { origin: "https://evil.example" }, { current: "x", next: "y" }],
    ["from nowhere", {}, { current: "x", next: "y" }],
    ["as a form", { ...same, "content-type": "text/plain" }, { current: "x", next: "y" }],
    ["as a form of fields", { ...same, "content-type": "application/x-www-form-urlencoded" }, "current=x&next=y"],
  ])("a write %s is refused and never reaches the API", async (_, headers, body) => {
    const person = await addPerson(house, house.partner);
    const { cookie } = await signIn(person);
    const refused = await ask("PUT", "/v1/me/password", { cookie, ...headers }, body);
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("Refused")]);
    const signOut = await ask("DELETE", "/v1/sessions/current", { cookie, "sec-fetch-site": "cross-site" });
    expect(signOut.status).toBe(403);
    expect((await ask("GET", "/v1/me", { cookie })).status).toBe(200);
  });

  test("a wrong password ends no session; a new one moves it to a new token; a dead one loses its cookie", async () => {
    const person = await addPerson(house, house.partner);
    const { cookie } = await signIn(person);
    const next = "five quiet rivers at dawn";
    const wrong = await ask("PUT", "/v1/me/password", { ...same, cookie }, { current: "not this", next });
    expect([wrong.status, wrong.body.code, wrong.cookies]).toEqual([401, "SIGN_IN_WRONG", []]);
    const changed = await ask("PUT", "/v1/me/password", { ...same, cookie }, { current: person.password, next });
    expect(changed.text).not.toContain("shs_");
    const moved = changed.cookies.map((text) => text.split(";")[0]).join("; ");
    expect((await ask("GET", "/v1/me", { cookie: moved })).status).toBe(200);
    const dead = await ask("GET", "/v1/me", { cookie });
    expect([dead.status, dead.cookies]).toEqual([401, ["saihan=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"]]);
    const out = await ask("DELETE", "/v1/sessions/current", { ...same, cookie: moved });
    expect([out.status, out.cookies.length]).toEqual([204, 1]);
    expect((await ask("GET", "/v1/me", { cookie: moved })).status).toBe(401);
  });

  test("a code's answer is kept back like a password's", async () => {
    const person = await addPerson(house, house.partner);
    const secret = await giveTotp(house, person.userId);
    const { answer } = await signIn(person);
    const { ticket } = answer.body;
    const done = await ask("POST", "/v1/sign-in/code", same, { ticket, code: codeAt(house, secret) });
    expect([done.status, done.text.includes("shs_"), done.cookies.length]).toEqual([200, false, 2]);
  });

  test("the staff's token stays in the cookie, too, and their device in one of its own", async () => {
    const { loginId, password, totpSecret } = await addOperator(house, "support", "op-cookie");
    const given = { loginId, password, code: codeAt(house, totpSecret) };
    const answer = await ask("POST", "/v1/operator/sign-in", { ...same, cookie: "saihan-device=shd_of-a-user" }, given);
    expect([answer.status, answer.body]).toEqual([200, { kind: "support", endsAt: expect.any(String) }]);
    expect(answer.cookies).toEqual([
      expect.stringMatching(/^saihan=sho_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
      expect.stringMatching(/^saihan-staff-device=shd_[\w-]{43}; .*Max-Age=15552000$/),
    ]);
    const cookie = answer.cookies.map((text) => text.split(";")[0]).join("; ");
    const me = await ask("GET", "/v1/me", { cookie });
    expect(me.body).toMatchObject({ operatorId: expect.any(String), loginId, kind: "support" });
    expect(me.body.allowed).toContain("partner.list");
    expect(me.body.allowed).not.toContain("order.retry");
    const out = await ask("DELETE", "/v1/sessions/current", { ...same, cookie });
    expect([out.status, out.cookies]).toEqual([204, ["saihan=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"]]);
    expect((await ask("GET", "/v1/me", { cookie })).status).toBe(401);
  });

  test.each(["/V1/Operator/Sign-In", "/v1/operator/sign-in/", "/v1/Sign-in", "/v1/sign-in/"])(
    "however the path of a sign-in is written (%s), no token comes to the page",
    async (path) => {
      const person = await addPerson(house, house.partner);
      const operator = await addOperator(house, "support", `op-${path.replaceAll(/\W/g, "")}`);
      const given = path.toLowerCase().includes("operator")
        ? { loginId: operator.loginId, password: operator.password, code: codeAt(house, operator.totpSecret) }
        : { loginId: person.loginId, password: person.password };
      expect((await ask("POST", path, same, given)).text).not.toMatch(/sh[osd]_/);
    },
  );

  test("the partner that a request names goes on for the staff alone", async () => {
    const { loginId, password, totpSecret } = await addOperator(house, "operations", "op-naming");
    const { cookies } = await ask("POST", "/v1/operator/sign-in", same, { loginId, password, code: codeAt(house, totpSecret) });
    const cookie = cookies.map((text) => text.split(";")[0]).join("; ");
    const of = (id: string) => ask("GET", `/v1/contracts/${id}`, { cookie, "saihan-partner": id });
    expect((await of(house.stranger.contractId)).body).toMatchObject({ id: house.stranger.contractId });
    expect((await ask("GET", "/v1/orders", { cookie })).body).toMatchObject({ code: "PARTNER_NOT_NAMED" });
    expect((await ask("GET", "/v1/orders", { cookie, "saihan-partner": "x y" })).body).toMatchObject({
      code: "INVALID_PARAMETER",
    });
    const user = await signIn(await addPerson(house, house.partner, "administrator"));
    const other = { cookie: user.cookie, "saihan-partner": house.stranger.contractId };
    expect((await ask("GET", `/v1/contracts/${house.stranger.contractId}`, other)).status).toBe(404);
    expect((await ask("GET", "/v1/me", { ...other, "saihan-partner": "x y" })).status).toBe(200);
  });

  test("the pages come with a policy that lets in nothing inline and nothing foreign, and a nonce of their own", async () => {
    const [one, two] = [await ask("GET", "/contracts?q=x"), await ask("GET", "/")];
    const nonce = (answer: Answer) => /'nonce-([\w-]+)'/.exec(String(answer.headers["content-security-policy"]))?.[1];
    expect(String(one.headers["content-security-policy"])).toMatch(/^default-src 'none';script-src 'self' 'nonce-/);
    expect(String(one.headers["content-security-policy"])).not.toContain("unsafe");
    expect(one.text).toContain(`nonce="${nonce(one)}"`);
    expect(nonce(one)).not.toBe(nonce(two));
    expect(one.headers["cache-control"]).toBe("no-store");
    const [, asset] = /src="(\/assets\/[^"]+\.js)"/.exec(one.text) ?? [];
    expect((await ask("GET", String(asset))).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await ask("GET", "/assets/none.js")).status).toBe(404);
    expect((await ask("GET", "/assets/..%2f..%2fbuild.ts")).status).toBeGreaterThanOrEqual(400);
    expect((await ask("GET", "/readyz")).body).toEqual({ status: "ready" });
  });

  test("without the API it says so, and is not ready", async () => {
    const alone = await openPortal(house, { INTAKE_URL: "http://127.0.0.1:9" });
    expect((await ask("GET", "/v1/me", {}, undefined, alone.url)).status).toBe(502);
    expect((await ask("GET", "/readyz", {}, undefined, alone.url)).status).toBe(503);
    await alone.close();
  });

  test("a first load is 250 KB at most", () => {
    expect(firstLoad().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(250 * 1_024);
  });
});
