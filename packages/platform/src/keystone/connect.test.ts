import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FaultyKeystone, type Mishap, startFaultyKeystone } from "../../../../test/support/faulty-keystone.ts";
import { openPlatform, type PlatformConfig } from "../open.ts";
import { makeOnce, type NewDomain, type NewProject, type NewUser, type Platform, PlatformUnavailable } from "../platform.ts";
import { exchange } from "./exchange.ts";

let keystone: FaultyKeystone;
let platform: Platform;
const open = (more: Partial<PlatformConfig> = {}) =>
  openPlatform({
    PLATFORM_URL: keystone.url,
    PLATFORM_TIMEOUT_MS: 1_000,
    KEYSTONE_USERNAME: "saihan",
    KEYSTONE_PASSWORD: "right",
    ...more,
  });
beforeEach(async () => {
  keystone = await startFaultyKeystone();
  platform = open();
});
afterEach(() => keystone.close());

const domain: NewDomain = { kind: "domain", clientToken: "order-1", contractId: "econ0000000001", description: "青空商事" };
const project = (domainId: string): NewProject => ({
  kind: "project",
  clientToken: "order-2",
  domainId,
  tenantId: "t1",
  name: "web",
  region: "jp1",
  description: "",
});
const user = (domainId: string): NewUser => ({ kind: "user", clientToken: "order-3", domainId, userId: "ecid0000000001" });

const outcome = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return "done";
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `${error.name} ${error.message}`;
  }
};
/** One sentence: begins with a capital, ends with one full stop. */
const why = async (asked: Platform = platform) => {
  const error = await asked.ready().then(
    () => undefined,
    (e: unknown) => e,
  );
  return error instanceof PlatformUnavailable ? error.why : undefined;
};
const posted = (collection: string) => keystone.requests.filter((r) => r === `POST /${collection}`).length;

describe("making", () => {
  test("the same call again, and ten at once, make one object", async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => platform.make(domain)));
    made.push(await open().make(domain));
    expect(new Set(made.map((m) => m.id)).size).toBe(1);
    expect(keystone.objects()).toHaveLength(1);
  });

  test("a name that another order's object bears is taken", async () => {
    await platform.make(domain);
    expect(await outcome(platform.make({ ...domain, clientToken: "order-9" }))).toBe("PlatformRefused NAME_TAKEN");
    expect(await platform.find({ ...domain, clientToken: "order-9" })).toBeUndefined();
  });

  const unknown: [string, Mishap][] = [
    ["acts and answers 500", { on: "POST /domains", acts: true, status: 500 }],
    ["acts and answers 502 from a proxy", { on: "POST /domains", acts: true, status: 502 }],
    ["acts and cuts the connection", { on: "POST /domains", acts: true, cuts: true }],
  ];
  test.each(unknown)("when Keystone %s, asking finds the object, and nothing is sent twice", async (_, mishap) => {
    keystone.mishap(mishap);
    const made = await platform.make(domain);
    expect(made.id).toBe(keystone.objects()[0]?.id);
    expect(posted("domains")).toBe(1);
  });

  test("when Keystone acts and answers too late, the next attempt asks first", async () => {
    platform = open({ PLATFORM_TIMEOUT_MS: 300 });
    keystone.mishap({ on: "POST /domains", acts: true, delayMs: 600, status: 201 });
    expect(await outcome(makeOnce(platform, domain, 1))).toBe("PlatformOutcomeUnknown PLATFORM_NO_ANSWER");
    expect(await makeOnce(platform, domain, 2)).toEqual({ id: keystone.objects()[0]?.id });
    expect(posted("domains")).toBe(1);
  });

  test("when nothing was done, the outcome stays unknown: the call may still be on its way", async () => {
    keystone.mishap({ on: "POST /domains", cuts: true });
    expect(await outcome(platform.make(domain))).toBe("PlatformOutcomeUnknown PLATFORM_NO_ANSWER");
    expect(posted("domains")).toBe(1);
    await makeOnce(platform, domain, 2);
    expect(keystone.objects()).toHaveLength(1);
  });

  test("when neither the call nor the question gets an answer, it is the call that is reported", async () => {
    keystone.mishap({ on: "POST /domains", acts: true, cuts: true }, { on: "GET /domains", status: 503 });
    expect(await outcome(platform.make(domain))).toBe("PlatformOutcomeUnknown PLATFORM_NO_ANSWER");
  });

  test("a call whose time is over sends nothing", async () => {
    const request = { method: "POST", url: `http://${keystone.host}/v3/domains` } as const;
    expect(await outcome(exchange(request, performance.now()))).toBe("PlatformUnavailable PLATFORM_TOO_LATE");
    expect(keystone.requests).toEqual([]);
  });

  test("a process that stood still between sign-in and call does not act on waking", async () => {
    // Everything stops for longer than a call may take, as after SIGSTOP and SIGCONT.
    keystone.before = (line) => {
      if (line !== "POST /auth/tokens") return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_100);
    };
    expect(await outcome(platform.make(domain))).toMatch(/PLATFORM_(TOO_LATE|NO_ANSWER)/);
    expect(posted("domains")).toBe(0);
  });
});

describe("changing and removing", () => {
  test("a domain is disabled, then deleted, with what the house has made in it", async () => {
    const { id } = await platform.make(domain);
    await platform.make(user(id));
    keystone.requests.length = 0;
    await platform.deleteDomain({ clientToken: "order-4", domainId: id });
    expect(keystone.requests).toEqual(["GET /projects", `PATCH /domains/${id}`, `DELETE /domains/${id}`]);
    expect(keystone.objects()).toEqual([]);
    await platform.deleteDomain({ clientToken: "order-4", domainId: id });
  });

  test("a domain that holds a project of someone else's is left alone", async () => {
    const { id } = await platform.make(domain);
    await platform.make(project(id));
    const [, made] = keystone.objects();
    if (made) made.saihan_tenant = undefined;
    expect(await outcome(platform.deleteDomain({ clientToken: "order-4", domainId: id }))).toBe("PlatformRefused NOT_EMPTY");
    expect(keystone.objects()).toMatchObject([{ enabled: true }, { enabled: true }]);
  });

  test.each<[string, Mishap]>([
    ["acts and answers 500", { on: "PATCH /domains", acts: true, status: 500 }],
    ["acts and cuts the connection", { on: "PATCH /domains", acts: true, cuts: true }],
  ])("a suspension that %s is done", async (_, mishap) => {
    const { id } = await platform.make(domain);
    keystone.mishap(mishap);
    await platform.updateDomain({ clientToken: "order-5", domainId: id, enabled: false });
    expect(keystone.objects()[0]?.enabled).toBe(false);
  });

  test.each<[string, Mishap, string]>([
    ["at once", { on: "GET /never" }, "done"],
    ["acts and answers 500", { on: "PATCH /projects", acts: true, status: 500 }, "done"],
    ["acts and cuts the connection", { on: "PATCH /projects", acts: true, cuts: true }, "done"],
    ["does not act", { on: "PATCH /projects", status: 500 }, "PlatformOutcomeUnknown PLATFORM_ERROR_500"],
  ])("a project described anew, of which Keystone %s", async (_, mishap, expected) => {
    const { id } = await platform.make(domain);
    const made = await platform.make(project(id));
    keystone.mishap(mishap);
    const change = platform.updateProject({ clientToken: "order-6", projectId: made.id, description: "𠮷野 本番" });
    expect(await outcome(change)).toBe(expected);
    const described = { description: "〓野 本番", saihan_description: "𠮷野 本番" };
    if (expected === "done") expect(keystone.objects().find((o) => o.id === made.id)).toMatchObject(described);
    else expect(keystone.objects().find((o) => o.id === made.id)?.saihan_description).not.toBe("𠮷野 本番");
  });

  test("a suspension that was not carried out is not reported as done", async () => {
    const { id } = await platform.make(domain);
    keystone.mishap({ on: "PATCH /domains", status: 500 });
    const suspend = { clientToken: "order-5", domainId: id, enabled: false };
    expect(await outcome(platform.updateDomain(suspend))).toBe("PlatformOutcomeUnknown PLATFORM_ERROR_500");
  });

  test.each<[string, Mishap, string]>([
    ["acted before it failed is done", { on: "DELETE /projects", acts: true, status: 500 }, "done"],
    ["acted before it cut is done", { on: "DELETE /projects", acts: true, cuts: true }, "done"],
    ["did not act is unknown", { on: "DELETE /projects", status: 500 }, "PlatformOutcomeUnknown PLATFORM_ERROR_500"],
  ])("a removal of which Keystone %s", async (_, mishap, expected) => {
    const { id } = await platform.make(domain);
    const made = await platform.make(project(id));
    keystone.mishap(mishap);
    expect(await outcome(platform.deleteProject({ clientToken: "order-6", projectId: made.id }))).toBe(expected);
  });

  test("access that was given before the connection was cut is given; taken away twice is taken away", async () => {
    const { id } = await platform.make(domain);
    const request = {
      clientToken: "order-7",
      userId: (await platform.make(user(id))).id,
      projectId: (await platform.make(project(id))).id,
    };
    keystone.mishap({ on: "PUT /projects", acts: true, cuts: true });
    await platform.grant(request);
    await platform.revoke(request);
    await platform.revoke(request);
  });
});

test("lists are read page by page, from where Keystone is reached", async () => {
  keystone.pageSize = 3;
  for (let n = 1; n <= 10; n++) {
    const contractId = `econ${String(n).padStart(10, "0")}`;
    await platform.make({ ...domain, contractId, clientToken: contractId });
  }
  const [first] = keystone.objects();
  for (let n = 1; n <= 7; n++) await platform.make({ ...user(first?.id ?? ""), userId: `ecid${n}`, clientToken: `u${n}` });
  keystone.requests.length = 0;
  const listed: string[] = [];
  for await (const d of platform.listing.domains()) listed.push(d.contractId);
  expect(listed).toEqual(Array.from({ length: 10 }, (_, n) => `econ${String(n + 1).padStart(10, "0")}`));
  expect(keystone.requests).toEqual(Array.from({ length: 4 }, () => "GET /domains"));
  expect((await platform.listing.contents(first?.id ?? "")).users).toHaveLength(7);
});

describe("tokens", () => {
  test("one sign-in serves many calls", async () => {
    await Promise.all(["1", "2", "3", "4"].map((n) => platform.find({ ...domain, clientToken: n })));
    expect(keystone.requests.filter((r) => r === "POST /auth/tokens")).toHaveLength(1);
  });

  test("a token that Keystone refuses is renewed, and the call is made once", async () => {
    await platform.find(domain);
    keystone.revokeTokens();
    await Promise.all(Array.from({ length: 5 }, () => platform.make(domain)));
    expect(keystone.objects()).toHaveLength(1);
    expect(keystone.requests.filter((r) => r === "POST /auth/tokens")).toHaveLength(2);
  });

  test("a token is renewed before its end, whatever Keystone's clock says", async () => {
    keystone.tokenLifeS = 1;
    await platform.find(domain);
    await new Promise((resolve) => setTimeout(resolve, 850));
    await platform.find(domain); // still on the old one, while a new one is fetched
    await new Promise((resolve) => setTimeout(resolve, 250));
    keystone.requests.length = 0;
    await platform.find(domain);
    expect(keystone.requests).toEqual(["GET /domains"]);
  });

  test("a password file that was replaced is read anew", async () => {
    const folder = mkdtempSync(join(tmpdir(), "saihan-keystone-"));
    const file = join(folder, "password");
    writeFileSync(file, "right\n");
    platform = open({ KEYSTONE_PASSWORD: undefined, KEYSTONE_PASSWORD_FILE: file });
    await platform.find(domain);
    keystone.password = "new";
    writeFileSync(file, "new\n");
    keystone.revokeTokens();
    await platform.find(domain);
    rmSync(folder, { recursive: true });
    keystone.revokeTokens();
    expect(await outcome(platform.find(domain))).toBe("PlatformUnavailable PLATFORM_CREDENTIALS_MISSING");
  });
});

describe("when it does not work, orders wait and one sentence says why", () => {
  test.each<[string, Mishap, string, string]>([
    [
      "maintenance",
      { on: "POST /domains", status: 503, headers: { "retry-after": "120" } },
      "PLATFORM_BUSY",
      "Keystone at HOST is under maintenance (503) and asks to come back in 120 s. Next try in 120 s.",
    ],
    [
      "too many calls",
      { on: "POST /domains", status: 429, headers: { "retry-after": "9" } },
      "PLATFORM_BUSY",
      "Keystone at HOST is busy (429) and asks to come back in 9 s. Next try in 9.0 s.",
    ],
    [
      "a limit on calls, in its old form",
      { on: "POST /domains", status: 413, message: "Over limit.", headers: { "retry-after": "20" } },
      "PLATFORM_BUSY",
      "Keystone at HOST is busy (413) and asks to come back in 20 s. Next try in 20 s.",
    ],
  ])("%s: nothing more is sent until then", async (_, mishap, code, sentence) => {
    await platform.ready();
    keystone.mishap(mishap);
    expect(await outcome(platform.make(domain))).toBe(`PlatformUnavailable ${code}`);
    const sent = keystone.requests.length;
    expect(await outcome(platform.make(domain))).toBe("PlatformUnavailable PLATFORM_PAUSED");
    expect(await why()).toBe(sentence.replace("HOST", keystone.host));
    expect(keystone.requests).toHaveLength(sent);
    expect(platform.circuit()).toMatchObject({
      state: "open",
      why: sentence.replace("HOST", keystone.host).replace(/ Next.*/, ""),
    });
  });

  test("wrong credentials: one try, then a rest, so that no account is locked", async () => {
    platform = open({ KEYSTONE_PASSWORD: "wrong" });
    const sentence = `Keystone at ${keystone.host} refuses the user saihan of domain Default for project admin of domain Default: check KEYSTONE_USERNAME, its password and KEYSTONE_PROJECT.`;
    expect(await why()).toBe(sentence);
    const calls = await Promise.all(Array.from({ length: 20 }, () => outcome(platform.make(domain))));
    expect(new Set(calls)).toEqual(new Set(["PlatformUnavailable PLATFORM_PAUSED"]));
    expect(keystone.requests).toEqual(["POST /auth/tokens"]);
    expect(platform.circuit().pauseMs).toBeGreaterThan(29_000);
  });

  test("a right that is missing is named", async () => {
    const message = "You are not authorized to perform the requested action: identity:create_domain.";
    keystone.mishap({ on: "POST /domains", status: 403, message, times: 3 });
    expect(await why()).toBe(
      `Keystone at ${keystone.host} denies the user saihan: create_domain; see docs/keystone.md for the rights.`,
    );
    expect(await outcome(platform.make(domain))).toBe("PlatformUnavailable PLATFORM_RIGHTS_MISSING");
    // The circuit stays closed: what needs other rights goes on.
    expect(platform.circuit().state).toBe("closed");
  });

  test("a right that only an order can find missing is named when an order has", async () => {
    const message = "You are not authorized to perform the requested action: identity:delete_domain.";
    const { id } = await platform.make(domain);
    await platform.ready();
    keystone.mishap({ on: "DELETE /domains", status: 403, message });
    const remove = { clientToken: "order-4", domainId: id };
    expect(await outcome(platform.deleteDomain(remove))).toBe("PlatformUnavailable PLATFORM_RIGHTS_MISSING");
    expect(await why()).toBe(`Keystone at ${keystone.host} denies identity:delete_domain.`);
  });

  test("nobody there", async () => {
    const { host } = keystone;
    await keystone.close();
    expect(await why()).toBe(`Keystone at ${host} cannot be reached (ECONNREFUSED).`);
    expect(await outcome(platform.make(domain))).toBe("PlatformUnavailable PLATFORM_UNREACHABLE");
    keystone = await startFaultyKeystone();
  });

  test("somebody else there", async () => {
    keystone.mishap({ on: "POST /auth/tokens", status: 404 });
    expect(await why()).toBe(`What answers at ${keystone.host} is not Keystone v3 (404): check PLATFORM_URL.`);
  });

  test("somebody there who says nothing", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", () => resolve()));
    const { port } = silent.address() as { port: number };
    platform = open({ PLATFORM_URL: `keystone+http://127.0.0.1:${port}/v3`, PLATFORM_TIMEOUT_MS: 300 });
    expect(await why()).toBe(`Keystone at 127.0.0.1:${port} gives no answer in time.`);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  test("no role of that name", async () => {
    platform = open({ KEYSTONE_ROLE: "partner" });
    expect(await why()).toBe(`Keystone at ${keystone.host} has no role partner: make it, or name another in KEYSTONE_ROLE.`);
  });

  test("a redirect is not followed: the token stays here", async () => {
    await platform.ready();
    keystone.mishap({ on: "GET /domains", status: 302, headers: { location: "http://127.0.0.1:9/v3" } });
    expect(await outcome(platform.find(domain))).toBe("PlatformUnavailable PLATFORM_NOT_KEYSTONE");
  });

  test("failures in a row open the circuit; one answer closes it", async () => {
    await platform.ready();
    keystone.mishap({ on: "GET /domains", status: 500, times: 6 });
    for (let i = 0; i < 5; i++) expect(await outcome(platform.find(domain))).toMatch(/PLATFORM_ERROR_500/);
    expect(await outcome(platform.find(domain))).toBe("PlatformUnavailable PLATFORM_PAUSED");
    expect(platform.circuit()).toMatchObject({ state: "open", why: `Keystone at ${keystone.host} fails (500).` });
    await new Promise((resolve) => setTimeout(resolve, 260));
    expect(await outcome(platform.find(domain))).toMatch(/PLATFORM_ERROR_500/);
    await new Promise((resolve) => setTimeout(resolve, 510));
    expect(await outcome(platform.find(domain))).toBe("done");
    expect(platform.circuit().state).toBe("closed");
  });
});
