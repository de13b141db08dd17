import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openPlatform, type Platform } from "@saihan/platform";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { type CpuTime, cpuTime } from "./cpu.ts";
import { place } from "./place.ts";
import { median, type Row, ratioText } from "./report.ts";

/** Contracts that are under way at Keystone at once: jobs of the worker, and callers of the bare loop. */
export const atOnce = 8;

const customerName = "計測商事株式会社";
let last = 0;

/**
 * What the house costs before a real Keystone: contracts per second from the HTTP request to the completed order, and through the
 * adapter alone, each beside the same requests sent bare to the same Keystone with as many under way at once, round by round in turn.
 */
export async function benchKeystone(house: RunningHouse, contracts: number, rounds = 3): Promise<Row[]> {
  const { keystone } = house.started;
  if (!keystone) throw new Error("the house does not act on a Keystone");
  const bare = await bareContract(keystone);
  const platform = openPlatform({
    PLATFORM_URL: `keystone+${keystone.url}`,
    PLATFORM_TIMEOUT_MS: 30_000,
    KEYSTONE_USERNAME: keystone.username,
    KEYSTONE_PASSWORD_FILE: keystone.passwordFile,
  });
  await untilReady(platform);
  const adapter = async (contractId: string, userId: string) => {
    const domain = await platform.make({ kind: "domain", clientToken: contractId, contractId, description: customerName });
    await platform.make({ kind: "user", clientToken: userId, domainId: domain.id, userId });
  };
  const ways = {
    bare: () => loop(bare, contracts),
    adapter: () => loop(adapter, contracts),
    house: () => throughHouse(house, contracts),
  };
  // One round of each that does not count: connections, caches, compiled code.
  for (const way of Object.values(ways)) await way();
  const worked: { house: number; keystone: number }[] = [];
  const rates = { bare: [] as number[], adapter: [] as number[], house: [] as number[] };
  for (let n = 0; n < rounds; n++) {
    const order = n % 2 === 0 ? (["bare", "house", "adapter"] as const) : (["adapter", "house", "bare"] as const);
    for (const name of order) {
      const before = cpuTime(house);
      rates[name].push(await ways[name]());
      const after = cpuTime(house);
      if (name !== "house" || !before || !after) continue;
      const each = (part: keyof CpuTime) => (after[part] - before[part]) / contracts;
      worked.push({ house: each("services") + each("postgres") + each("redis"), keystone: each("keystone") });
    }
  }
  const row = (id: string, what: string, name: "house" | "adapter", target: string): Row => ({
    ...{ id, what, target, ours: `${median(rates[name]).toFixed(1)}/s` },
    baseline: `${median(rates.bare).toFixed(1)}/s the same requests sent bare, ${atOnce} at once`,
    ratio: ratioText(rates[name].map((rate, i) => rate / (rates.bare[i] ?? 1))),
  });
  return [
    row("K1", `contracts on a real Keystone, from HTTP to completed, ${contracts} a round`, "house", "aim 0.9"),
    {
      id: "K1b",
      what: "processor time for each of them: the house with its servers, beside Keystone",
      ours: worked.length > 0 ? `${median(worked.map((w) => w.house)).toFixed(0)} ms` : "–",
      baseline: worked.length > 0 ? `${median(worked.map((w) => w.keystone)).toFixed(0)} ms Keystone` : "– (only Linux tells)",
      ratio: worked.length > 0 ? ratioText(worked.map((w) => w.house / w.keystone)) : "–",
      target: "below 1: with a core of its own Keystone is the limit",
    },
    row("K2", "the same through the adapter alone", "adapter", "aim 0.95"),
  ];
}

/** The first look asks for every right, which a busy machine may not answer within a health check's patience. */
async function untilReady(platform: Platform): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      return await platform.ready();
    } catch (error) {
      if (round === 20) throw error;
      await pause(1_000);
    }
  }
}

/** @returns contracts per second */
async function loop(make: (contractId: string, userId: string) => Promise<void>, contracts: number): Promise<number> {
  let left = contracts;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        // Beyond every number that the house gives.
        const number = String(9_000_000_000 + ++last);
        await make(`econ${number}`, `ecid${number}`);
      }
    }),
  );
  return (contracts * 1_000) / (performance.now() - began);
}

/** From the first request to the end of the last order. @returns contracts per second */
async function throughHouse(house: RunningHouse, contracts: number): Promise<number> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  try {
    const [before] = await sql<{ ended: number }[]>`select count(*)::int as ended from orders where state = 'succeeded'`;
    const wanted = (before?.ended ?? 0) + contracts;
    const began = performance.now();
    await place(house, { requests: contracts });
    for (;;) {
      const [now] = await sql<{ ended: number }[]>`select count(*)::int as ended from orders where state = 'succeeded'`;
      if ((now?.ended ?? 0) >= wanted) break;
      await pause(20);
    }
    const rate = (contracts * 1_000) / (performance.now() - began);
    // Mails go out behind the orders; they shall not burden the round that follows.
    for (;;) {
      const [open] = await sql<{ n: number }[]>`select count(*)::int as n from outbox where done_at is null`;
      if (open?.n === 0) return rate;
      await pause(50);
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function bareContract({
  url,
  username: name,
  passwordFile,
}: {
  url: string;
  username: string;
  passwordFile: string;
}): Promise<(contractId: string, userId: string) => Promise<void>> {
  const domain = { name: "Default" };
  const password = readFileSync(passwordFile, "utf8").trim();
  const identity = { methods: ["password"], password: { user: { name, domain, password } } };
  const headers = { "content-type": "application/json" };
  const signIn = await fetch(`${url}/auth/tokens`, {
    method: "POST",
    headers,
    body: JSON.stringify({ auth: { identity, scope: { project: { name: "admin", domain } } } }),
  });
  await signIn.arrayBuffer();
  const token = signIn.headers.get("x-subject-token") ?? "";
  const send = async (path: string, body: object): Promise<{ domain: { id: string } }> => {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { ...headers, "x-auth-token": token },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { domain: { id: string } };
  };
  return async (contractId, userId) => {
    const texts = { description: customerName, saihan_description: customerName };
    const made = await send("/domains", {
      domain: { name: contractId, saihan_token: contractId, saihan_contract: contractId, ...texts },
    });
    await send("/users", { user: { name: userId, saihan_token: userId, saihan_user: userId, domain_id: made.domain.id } });
  };
}
