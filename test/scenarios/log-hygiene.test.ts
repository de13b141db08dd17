import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { fileURLToPath } from "node:url";
import { makeApiKey } from "@saihan/auth";
import { freePort, nodeArgs } from "@saihan/launch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** In everything that a caller sends and that must not come out again. */
const secret = "hunter2-Geheim";
const main = fileURLToPath(new URL("../../services/intake-api/src/main.ts", import.meta.url));
const ansi = "\u001b[31mred\u0007";

/** S-29: whatever callers send and whatever breaks, a log line is one JSON object and holds no secret. */
describe.skipIf(missingStore)("the log of the API", () => {
  let house: House;
  let child: ChildProcess;
  let api: string;
  let port: number;
  let out = "";
  let err = "";
  const masterKey = randomBytes(32).toString("base64");
  const env = (more: Record<string, string>) => ({
    ...{ PATH: process.env.PATH ?? "", HOST: "127.0.0.1", MASTER_KEY: masterKey, LOG_LEVEL: "debug" },
    ...more,
  });

  beforeAll(async () => {
    house = await openHouse();
    port = await freePort();
    api = `http://127.0.0.1:${port}`;
    child = spawn(process.execPath, [...nodeArgs(), main], {
      env: env({ DATABASE_URL: house.database.as("saihan_api"), PORT: String(port) }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    for (const until = performance.now() + 60_000; performance.now() < until; ) {
      if ((await fetch(`${api}/readyz`).catch(() => undefined))?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the API did not start: ${out}${err}`);
  });
  afterAll(async () => {
    if (child && child.exitCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await house?.close();
  });

  const send = (path: string, init: RequestInit = {}) =>
    fetch(api + path, {
      method: "POST",
      ...init,
      headers: {
        authorization: `Bearer ${house.partner.apiKey}`,
        "content-type": "application/json",
        "idempotency-key": randomBytes(8).toString("hex"),
        ...(init.headers as Record<string, string>),
      },
    });

  test("says nothing of what callers send, and one line is one JSON object", async () => {
    const { sql } = house.database;
    const other = makeApiKey().key;
    const named = someContract({
      customerName: secret,
      representative: { loginId: `${secret}@x.jp`, mailAddress: `${secret}@x.jp` },
    });
    const statuses: number[] = [];
    const note = async (answer: Promise<Response>) => {
      const reply = await answer;
      statuses.push(reply.status);
      await reply.text();
    };
    await note(send("/v1/contracts", { body: `{"password":"${secret}"` }));
    await note(send("/v1/contracts", { body: JSON.stringify({ ...named, [`${secret}\n${ansi}`]: 1 }) }));
    await note(send("/v1/contracts", { body: JSON.stringify(named).padEnd(70_000) }));
    await note(send("/v1/contracts", { body: secret, headers: { "content-type": `text/${secret}` } }));
    await note(send("/v1/contracts", { body: JSON.stringify(named), headers: { authorization: `Bearer ${other}` } }));
    await note(send("/v1/contracts", { body: JSON.stringify(named), headers: { authorization: `Basic ${secret}` } }));
    await note(send("/v1/contracts", { body: JSON.stringify(named), headers: { "idempotency-key": `${secret} \u00e4` } }));
    await note(
      send("/v1/password-resets/complete", { body: JSON.stringify({ token: secret, password: `${secret}-long-enough` }) }),
    );
    await note(send(`/v1/contracts/${secret}%0A%1B[31m{"level":"fatal"}/suspend?token=${secret}`, { body: "{}" }));
    await note(send(`/v1/${secret}%0d%0a`, { method: "GET" }));
    await note(send(`/v1/audit?actor=${secret}%0a&after=${secret}`, { method: "GET" }));
    await note(send(`/v1/orders/${secret}`, { method: "GET", headers: { "user-agent": secret, cookie: `session=${secret}` } }));
    await raw(`GET /v1/orders?x=${ansi}${secret} HTTP/1.1\r\nHost: x\r\nX-A: ${ansi}${secret}\r\n\r\n`);
    await raw(`${secret} / HTTP/9\r\n\r\n`);
    // A fault of our own, in which the database quotes the row.
    await sql.unsafe(`alter table contracts add constraint no_secret check (customer_name not like '%${secret}%')`);
    await note(send("/v1/contracts", { body: JSON.stringify(named) }));
    await sql`alter table contracts drop constraint no_secret`;
    await sql`alter table orders rename to orders_away`;
    await note(send(`/v1/orders?contractId=econ1000000001`, { method: "GET" }));
    await sql`alter table orders_away rename to orders`;
    expect(statuses).toEqual([400, 422, 413, 415, 401, 401, 400, 410, 400, 404, 400, 404, 500, 500]);

    await expect.poll(() => out.split("a request failed").length - 1).toBe(2);
    const lines = out.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(statuses.length);
    for (const line of lines) {
      expect(typeof JSON.parse(line), line).toBe("object");
      expect([...line].filter((c) => c < " " || c === "\u007f" || c === "\u009b")).toEqual([]);
    }
    clean();
    for (const key of [house.partner.apiKey, other]) expect(out).not.toContain(key.split("_").at(-1));
    console.log(`${lines.length} log lines, 0 secrets`);
  });

  test("a start that fails says what is wrong and no password", async () => {
    for (const [DATABASE_URL, MASTER_KEY] of [
      [`postgres://saihan:${secret}@127.0.0.1:1/none`, masterKey],
      [`mysql://saihan:${secret}@127.0.0.1/none`, masterKey],
      [house.database.as("saihan_api"), secret],
    ] as const) {
      const failing = spawn(process.execPath, [...nodeArgs(), main], { env: env({ DATABASE_URL, MASTER_KEY, PORT: "0" }) });
      let said = "";
      failing.stdout.on("data", (part) => (said += String(part)));
      failing.stderr.on("data", (part) => (said += String(part)));
      const ended = once(failing, "close");
      // One that starts all the same, and waits for its database, is ended once it has said so.
      const timer = setInterval(() => said.includes('"ready"') && failing.kill("SIGTERM"), 100);
      await ended;
      clearInterval(timer);
      expect(said).not.toBe("");
      expect(said).not.toContain(secret);
    }
  });

  function clean() {
    expect(out).not.toContain(secret);
    expect(err).toBe("");
  }

  /** What no HTTP client would send. */
  function raw(text: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = connectSocket(port, "127.0.0.1", () => socket.end(text));
      socket.on("close", () => resolve()).on("error", () => resolve());
      socket.resume();
    });
  }
});
