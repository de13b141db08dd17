import { readFileSync } from "node:fs";
import { connect, disconnect } from "@saihan/db";
import { comparePlatform } from "@saihan/fulfilment";
import { openPlatform } from "@saihan/platform";
import type postgres from "postgres";
import type { Look } from "./verify.ts";

export interface KeystoneToVerify {
  /** http://host:port/v3 */
  url: string;
  username: string;
  passwordFile: string;
  /** The database as a worker sees it, to compare and keep the reports as the house does. */
  workerDatabaseUrl: string;
}

interface Marked {
  id: string;
  name: string;
  saihan_token?: string;
  saihan_contract?: string;
  saihan_tenant?: string;
  saihan_user?: string;
}

/** What `verify` asks of a real Keystone: every object once, and no difference to the books. */
export async function lookAtKeystone(sql: postgres.Sql, keystone: KeystoneToVerify, look: Look): Promise<void> {
  const get = await signIn(keystone);
  for (const [collection, mark] of [
    ["domains", "saihan_contract"],
    ["projects", "saihan_tenant"],
    ["users", "saihan_user"],
  ] as const) {
    const objects = (await get(`/${collection}`)).filter((o) => o.saihan_token !== undefined);
    look(`no token and no number has two ${collection} in Keystone`, objects, (o) =>
      objects.some((p) => p.id !== o.id && (p.saihan_token === o.saihan_token || p[mark] === o[mark]))
        ? `${o.name} ${o.id}`
        : undefined,
    );
  }
  const db = connect({ url: keystone.workerDatabaseUrl, applicationName: "verify", max: 3 });
  try {
    const { listing } = openPlatform({
      PLATFORM_URL: `keystone+${keystone.url}`,
      PLATFORM_TIMEOUT_MS: 15_000,
      KEYSTONE_USERNAME: keystone.username,
      KEYSTONE_PASSWORD_FILE: keystone.passwordFile,
    });
    const { contracts, passedOver, drift, strangers, trouble } = await comparePlatform({ db, listing, now: () => new Date() });
    const domains = await get("/domains");
    const reports = await sql<
      { contractId: string; differences: unknown[] }[]
    >`select contract_id, differences from drift_reports`;
    const whole = trouble === undefined && passedOver === 0;
    look("books and Keystone are compared as a whole", Array.from({ length: contracts }), () =>
      whole ? undefined : `${passedOver} passed over: ${trouble}`,
    );
    look("nothing of a contract is missing in Keystone, extra, disabled or held in a wrong role", reports, ({ contractId }) => {
      const d = drift.find((one) => one.contractId === contractId);
      return d && `${contractId} ${d.what} ${d.ourId ?? d.platformId} ${d.problem}`;
    });
    look("no domain in Keystone bears the mark of a contract that the house does not have", domains, ({ id }) =>
      strangers.some((d) => d.platformId === id) ? id : undefined,
    );
    look("every drift report is empty", reports, (r) => (r.differences.length === 0 ? undefined : r.contractId));
  } finally {
    await disconnect(db);
  }
}

async function signIn({ url, username, passwordFile }: KeystoneToVerify): Promise<(path: string) => Promise<Marked[]>> {
  const domain = { name: "Default" };
  const password = readFileSync(passwordFile, "utf8").trim();
  const identity = { methods: ["password"], password: { user: { name: username, domain, password } } };
  const answer = await fetch(`${url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth: { identity, scope: { project: { name: "admin", domain } } } }),
  });
  await answer.arrayBuffer();
  const token = answer.headers.get("x-subject-token") ?? "";
  return async (path) => {
    const reply = await fetch(url + path, { headers: { "x-auth-token": token } });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return ((await reply.json()) as Record<string, Marked[]>)[path.slice(1)] ?? [];
  };
}
