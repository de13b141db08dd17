import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { connect, type Order } from "@saihan/client";
import { showClosedMonth } from "./demo-month.ts";
import type { Started } from "./house.ts";

/**
 * npm run demo: does what a partner's system does. Places the orders of samples/partner.json over HTTP with the printed API key,
 * follows each to its end, and looks whether the mails have arrived. Then it closes a month (demo-month.ts).
 */
interface Sample {
  contracts: {
    customerName: string;
    customerNumber?: string;
    language: "ja" | "en";
    representative: { loginId: string; mailAddress: string; name: string };
    notifyRepresentative: boolean;
    tenants: { name: string; region: string; description: string }[];
    users: { loginId: string; mailAddress: string; name: string }[];
  }[];
}

const stateFolder = resolve(process.env.STATE_DIR ?? ".saihan");
const startedFile = `${stateFolder}/started.json`;
if (!existsSync(startedFile)) {
  console.error(`The house does not run (no ${startedFile}): start it with npm start in another terminal, then run this again.`);
  process.exit(1);
}
const started = JSON.parse(readFileSync(startedFile, "utf8")) as Started;
const sample = JSON.parse(readFileSync(new URL("../samples/partner.json", import.meta.url), "utf8")) as Sample;
const [partner] = started.partners;
if (!partner) throw new Error("started.json names no partner");
const client = connect({ baseUrl: started.api, credential: partner.apiKey });

/** Login ids and tenant names are unique over the service: a second run must not ask for the same again. */
const run = randomBytes(3).toString("hex");
const began = performance.now();
const tally = { accepted: 0, completed: 0, failed: 0 };
const took: number[] = [];
const mailsDue = new Set<string>();
const failures: Order[] = [];

console.log(`${partner.name} (${partner.contractId}) orders ${sample.contracts.length} child contracts, run ${run}\n`);
const progress = startProgress();
await Promise.all(sample.contracts.map(orderContract));
progress.stop();
const mails = await countMails();
report();
const clean = await showClosedMonth(started, stateFolder, run);
console.log("\nLook at");
console.log(`  API documentation   ${started.api}/docs/`);
console.log(`  Queue dashboard     ${started.dashboard}   (operator's sign-in: see npm start)`);
if (started.mail) console.log(`  Mail catcher        ${started.mail}`);
process.exit(!clean || tally.failed > 0 || (mails !== undefined && mails.arrived < mailsDue.size) ? 1 : 0);

async function orderContract(contract: Sample["contracts"][number]): Promise<void> {
  const { tenants, users, ...order } = contract;
  const representative = unique(order.representative);
  const accepted = await place(client.post("/v1/contracts", { body: { ...order, representative } }), representative.mailAddress);
  const { contractId } = accepted.order;
  const path = { contractId };
  // Tenants and users may be ordered at once: they wait for the contract by themselves, and access to a tenant for both.
  const [madeTenants, madeUsers] = await Promise.all([
    Promise.all(
      tenants.map((tenant) =>
        place(
          client.post("/v1/contracts/{contractId}/tenants", {
            params: { path },
            body: { ...tenant, name: `${tenant.name}-${run}` },
          }),
        ),
      ),
    ),
    Promise.all(
      users.map((user) => {
        const body = { ...unique(user), notifyUser: true };
        return place(client.post("/v1/contracts/{contractId}/users", { params: { path }, body }), body.mailAddress);
      }),
    ),
  ]);
  const grants = await Promise.all(
    madeTenants.map(async ({ order: { subject: tenant } }, i) => {
      const user = madeUsers[i % madeUsers.length]?.order.subject;
      if (!user) return undefined;
      const params = { path: { contractId, tenantId: tenant.id } };
      return place(client.post("/v1/contracts/{contractId}/tenants/{tenantId}/access", { params, body: { userId: user.id } }));
    }),
  );
  await Promise.all([accepted, ...madeTenants, ...madeUsers, ...grants].map(async (made) => made?.ended));
}

function unique<P extends { loginId: string; mailAddress: string }>(person: P): P {
  const tagged = person.mailAddress.replace("@", `+${run}@`);
  return { ...person, loginId: tagged, mailAddress: tagged };
}

async function place(placing: Promise<{ order: Order }>, mailTo?: string): Promise<{ order: Order; ended: Promise<void> }> {
  const sent = performance.now();
  const { order } = await placing;
  tally.accepted++;
  if (mailTo) mailsDue.add(mailTo.toLowerCase());
  const ended = client.follow(order).then((last) => {
    took.push(performance.now() - sent);
    if (last.state === "succeeded") {
      tally.completed++;
      return;
    }
    tally.failed++;
    failures.push(last);
  });
  return { order, ended };
}

async function countMails(): Promise<{ arrived: number } | undefined> {
  if (!started.mail) return undefined;
  const until = performance.now() + 30_000;
  for (;;) {
    const caught = (await (await fetch(`${started.mail}/api/messages`)).json()) as { recipients: string[] }[];
    const arrived = new Set(caught.flatMap((m) => m.recipients.map((r) => r.toLowerCase())).filter((r) => mailsDue.has(r))).size;
    if (arrived >= mailsDue.size || performance.now() > until) return { arrived };
    await pause(100);
  }
}

function startProgress() {
  const live = process.stdout.isTTY;
  const line = () => {
    const ended = tally.completed + tally.failed;
    const width = 30;
    const full = tally.accepted === 0 ? 0 : Math.round((ended / tally.accepted) * width);
    return `  ${"█".repeat(full)}${"░".repeat(width - full)}  accepted ${tally.accepted}  completed ${tally.completed}  failed ${tally.failed}`;
  };
  const timer = setInterval(() => process.stdout.write(live ? `\r${line()}` : `${line()}\n`), live ? 100 : 1_000);
  return {
    stop: () => {
      clearInterval(timer);
      process.stdout.write(live ? `\r${line()}\n` : `${line()}\n`);
    },
  };
}

function report(): void {
  const sorted = took.toSorted((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
  const rows: [string, string][] = [
    ["Accepted", String(tally.accepted)],
    ["Completed", String(tally.completed)],
    ["Failed", String(tally.failed)],
    ["Mails delivered", mails ? `${mails.arrived} of ${mailsDue.size}` : "not caught here: mail goes to a real server"],
    ["Accept to done p50", `${quantile(0.5).toFixed(0)} ms`],
    ["Accept to done p99", `${quantile(0.99).toFixed(0)} ms`],
    ["Whole run", `${((performance.now() - began) / 1_000).toFixed(1)} s`],
  ];
  const width = Math.max(...rows.map(([, value]) => value.length), 12);
  console.log(`\n┌${"─".repeat(22)}┬${"─".repeat(width + 2)}┐`);
  for (const [label, value] of rows) console.log(`│ ${label.padEnd(20)} │ ${value.padStart(width)} │`);
  console.log(`└${"─".repeat(22)}┴${"─".repeat(width + 2)}┘`);
  for (const order of failures)
    console.log(`  failed: ${order.kind} ${order.id} ${order.failure?.code}: ${order.failure?.says.en}`);
}
