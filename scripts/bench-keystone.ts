import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findKeystone, keystoneMissing, startKeystone } from "@saihan/launch";
import { openPlatform } from "@saihan/platform";

/**
 * What the adapter costs: contracts per second (a domain and its representative) through the adapter, and with the same two
 * requests sent bare by fetch, at the same concurrency against the same throw-away Keystone, round by round in turn.
 *
 * node scripts/run.mjs scripts/bench-keystone.ts [contracts a round, default 100] [rounds, default 5] [concurrency, default 8]
 */
const [perRound = 100, rounds = 5, concurrency = 8] = process.argv.slice(2).map(Number);
const installed = findKeystone();
if (!installed) {
  console.error(`Keystone cannot be started: ${keystoneMissing}`);
  process.exit(2);
}
let last = 0;
const folder = mkdtempSync(join(tmpdir(), "saihan-bench-"));
const keystone = await startKeystone({ keystone: installed, folder });
try {
  const platform = openPlatform({
    PLATFORM_URL: `keystone+${keystone.url}`,
    PLATFORM_TIMEOUT_MS: 30_000,
    KEYSTONE_USERNAME: keystone.username,
    KEYSTONE_PASSWORD: keystone.password,
  });
  await platform.ready();
  const bare = await bareCaller();
  const ways = {
    adapter: async (contractId: string, userId: string) => {
      const domain = await platform.make({ kind: "domain", clientToken: contractId, contractId, description: "青空商事" });
      await platform.make({ kind: "user", clientToken: userId, domainId: domain.id, userId });
    },
    bare: async (contractId: string, userId: string) => {
      const texts = { description: "青空商事", saihan_description: "青空商事" };
      const domain = { name: contractId, saihan_token: contractId, saihan_contract: contractId, ...texts };
      const made = await bare("/domains", { domain });
      const user = { name: userId, saihan_token: userId, saihan_user: userId, domain_id: made.domain.id };
      await bare("/users", { user });
    },
  };
  // One round of each that does not count: connections, caches, compiled code.
  for (const way of Object.values(ways)) await round(way, Math.min(perRound, 50));
  const rates = { adapter: [] as number[], bare: [] as number[] };
  for (let n = 1; n <= rounds; n++) {
    const order = n % 2 === 0 ? (["adapter", "bare"] as const) : (["bare", "adapter"] as const);
    for (const name of order) rates[name].push(await round(ways[name], perRound));
    console.log(`round ${n}: bare ${show(rates.bare.at(-1))}/s, adapter ${show(rates.adapter.at(-1))}/s`);
  }
  const [adapter, direct] = [median(rates.adapter), median(rates.bare)];
  console.log(`contracts per second, median of ${rounds} rounds of ${perRound}, ${concurrency} at once:`);
  console.log(`bare requests ${show(direct)}, adapter ${show(adapter)}, ratio ${(adapter / direct).toFixed(2)}`);
} finally {
  await keystone.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** @returns contracts per second */
async function round(make: (contractId: string, userId: string) => Promise<void>, contracts: number): Promise<number> {
  let left = contracts;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) {
        const number = nextNumber();
        await make(`econ${number}`, `ecid${number}`);
      }
    }),
  );
  return (contracts * 1_000) / (performance.now() - begin);
}

function nextNumber(): string {
  last++;
  return String(last).padStart(10, "0");
}

async function bareCaller(): Promise<(path: string, body: object) => Promise<{ domain: { id: string } }>> {
  const { url, username: name, password, project } = keystone;
  const domain = { name: "Default" };
  const identity = { methods: ["password"], password: { user: { name, domain, password } } };
  const headers = { "content-type": "application/json" };
  const signIn = await fetch(`${url}/auth/tokens`, {
    method: "POST",
    headers,
    body: JSON.stringify({ auth: { identity, scope: { project: { name: project, domain } } } }),
  });
  await signIn.arrayBuffer();
  const token = signIn.headers.get("x-subject-token") ?? "";
  return async (path, body) => {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { ...headers, "x-auth-token": token },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { domain: { id: string } };
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [a = 0, b = 0] = sorted.length % 2 === 0 ? [sorted[middle - 1], sorted[middle]] : [sorted[middle], sorted[middle]];
  return (a + b) / 2;
}

function show(rate: number | undefined): string {
  return (rate ?? 0).toFixed(1);
}
