import { setTimeout as pause } from "node:timers/promises";
import type { Started } from "../house.ts";
import { type OrderView, type PartnerClient, partnerClient } from "../partner-client.ts";
import type { Random } from "./random.ts";

/** What a client remembers of an order that it was told was accepted. */
export interface AcceptedOrder {
  orderId: string;
  key: string;
  kind: string;
  contractId: string;
  subjectId: string;
  /** Whether a mail is due when the order succeeds, and to whom. */
  mailTo: string | null;
}

const patienceMs = 180_000;

/** Clients in a closed loop: each makes a contract, does things to it, follows every order to its end, and begins again. */
export function load(options: { house: Started; orders: number; clients: number; random: Random }) {
  const accepted: AcceptedOrder[] = [];
  let begun = 0;
  const take = () => (begun < options.orders ? ++begun : undefined);
  const partners = options.house.partners.map((p) => partnerClient(options.house.api, p.apiKey, { patienceMs }));
  const seeds = Array.from({ length: options.clients }, () => options.random.whole(0, 2 ** 31));
  const done = Promise.all(
    seeds.map(async (seed, i) => {
      const client = partners[i % partners.length] as PartnerClient;
      const parent = await client.get(`/v1/contracts/${options.house.partners[i % partners.length]?.contractId}`);
      const { representativeId: helper } = parent as { representativeId: string };
      await runClient(client, `c${i}-${seed.toString(36)}`, take, accepted, { helper, turn: i });
    }),
  ).then(() => accepted);
  return { progress: () => accepted.length, done };
}

async function runClient(
  client: PartnerClient,
  name: string,
  take: () => number | undefined,
  accepted: AcceptedOrder[],
  { helper, turn }: { helper: string; turn: number },
): Promise<void> {
  const order = async (method: string, path: string, body: object, mailTo: string | null): Promise<OrderView | undefined> => {
    const number = take();
    if (number === undefined) return undefined;
    const key = `${name}-${number}`;
    const view = await client.place(path, body, method, key);
    accepted.push({ orderId: view.id, key, kind: view.kind, contractId: view.contractId, subjectId: view.subject.id, mailTo });
    return view;
  };
  for (let round = 0; ; round++) {
    const person = (role: string) => `${role}.${name}.${round}@chaos.example`;
    const representative = person("rep");
    const made = await order(
      "POST",
      "/v1/contracts",
      {
        customerName: `混沌商会 ${name} ${round}`,
        language: round % 2 === 0 ? "ja" : "en",
        representative: { loginId: representative, mailAddress: representative },
        notifyRepresentative: true,
      },
      representative,
    );
    if (!made) return;
    const path = `/v1/contracts/${made.contractId}`;
    const placed = [made];
    // Placed without waiting: the house keeps them in order.
    const tenant = await order("POST", `${path}/tenants`, { name: `${name}-${round}`, region: "jp1" }, null);
    const user = await order(
      "POST",
      `${path}/users`,
      { loginId: person("user"), mailAddress: person("user"), notifyUser: true },
      person("user"),
    );
    // Access to the tenant, for the user and for somebody of the parent: it stands, is taken away, or goes with the user or the tenant.
    const keeps = (turn + round) % 3 === 0;
    const access = tenant && `${path}/tenants/${tenant.subject.id}/access`;
    const granted = access && user && (await order("POST", access, { userId: user.subject.id }, null));
    const helped = access && round % 2 === 0 ? await order("POST", access, { userId: helper }, null) : undefined;
    const revoked =
      granted && user && turn % 2 === 0 ? await order("DELETE", `${access}/${user.subject.id}`, {}, null) : undefined;
    const regranted =
      revoked && access && user && keeps ? await order("POST", access, { userId: user.subject.id }, null) : undefined;
    const changed = await order("PATCH", path, { customerName: `混沌商会 ${name} ${round} 改` }, null);
    const suspended = round % 3 === 0 ? await order("POST", `${path}/suspend`, {}, representative) : undefined;
    const resumed = suspended && (await order("POST", `${path}/resume`, {}, representative));
    const moved =
      user && turn % 4 === 0
        ? await order("PATCH", `${path}/users/${user.subject.id}`, { mailAddress: person("moved") }, null)
        : undefined;
    const replaced =
      user && keeps && turn % 2 === 1
        ? await order("POST", `${path}/representative`, { userId: user.subject.id }, null)
        : undefined;
    const userGone =
      user && !keeps && round % 2 === 0 ? await order("DELETE", `${path}/users/${user.subject.id}`, {}, null) : undefined;
    const tenantGone = tenant && !keeps ? await order("DELETE", `${path}/tenants/${tenant.subject.id}`, {}, null) : undefined;
    const onAccess = [granted, helped, revoked, regranted];
    for (const view of [tenant, user, ...onAccess, changed, suspended, resumed, moved, replaced, userGone, tenantGone]) {
      if (view) placed.push(view);
    }
    for (const view of placed) await client.follow(view.id);
    if (round % 2 === 1 && tenantGone) {
      const ended = await order("POST", `${path}/terminate`, {}, representative);
      if (ended) await client.follow(ended.id);
    }
  }
}

/** Waits until every accepted order has ended and every mail is out. @returns seconds, or nothing when it took too long */
export async function drain(house: Started, accepted: AcceptedOrder[], withinSeconds: number): Promise<number | undefined> {
  const began = performance.now();
  const client = partnerClient(house.api, house.partners[0]?.apiKey ?? "", { patienceMs });
  await client.get("/v1/contracts?limit=1");
  const wanted = new Set(accepted.flatMap((a) => (a.mailTo ? [`${a.mailTo}`] : [])));
  for (;;) {
    const seconds = (performance.now() - began) / 1_000;
    const open = await openWork(house.database);
    if (open === 0) return seconds;
    if (seconds > withinSeconds) {
      console.log(`still open after ${withinSeconds} s: ${open} of work for ${wanted.size} people and ${accepted.length} orders`);
      return undefined;
    }
    await pause(200);
  }
}

async function openWork(databaseUrl: string): Promise<number> {
  const { default: postgres } = await import("postgres");
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    const [row] = await sql<
      { open: number }[]
    >`select count(*)::int as open from outbox where done_at is null and quarantined_at is null`;
    return row?.open ?? 0;
  } catch {
    return -1;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
