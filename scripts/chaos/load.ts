import { setTimeout as pause } from "node:timers/promises";
import { connect, type Order, type SaihanClient } from "@saihan/client";
import type { Started } from "../house.ts";
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

const clientOf = (house: Started, credential: string) => connect({ baseUrl: house.api, credential, patienceMs });

/** Clients in a closed loop: each makes a contract, does things to it, follows every order to its end, and begins again. */
export function load(options: { house: Started; orders: number; clients: number; random: Random }) {
  const accepted: AcceptedOrder[] = [];
  let begun = 0;
  const take = () => (begun < options.orders ? ++begun : undefined);
  const partners = options.house.partners.map((p) => clientOf(options.house, p.apiKey));
  const seeds = Array.from({ length: options.clients }, () => options.random.whole(0, 2 ** 31));
  const done = Promise.all(
    seeds.map(async (seed, i) => {
      const client = partners[i % partners.length] as SaihanClient;
      const contractId = options.house.partners[i % partners.length]?.contractId ?? "";
      const { representativeId: helper } = await client.get("/v1/contracts/{contractId}", { params: { path: { contractId } } });
      await runClient(client, `c${i}-${seed.toString(36)}`, take, accepted, { helper, turn: i });
    }),
  ).then(() => accepted);
  return { progress: () => accepted.length, done };
}

async function runClient(
  client: SaihanClient,
  name: string,
  take: () => number | undefined,
  accepted: AcceptedOrder[],
  { helper, turn }: { helper: string; turn: number },
): Promise<void> {
  type Header = { header: { "Idempotency-Key": string } };
  const order = async (
    place: (header: Header) => Promise<{ order: Order }>,
    mailTo: string | null = null,
  ): Promise<Order | undefined> => {
    const number = take();
    if (number === undefined) return undefined;
    const key = `${name}-${number}`;
    const { order: view } = await place({ header: { "Idempotency-Key": key } });
    accepted.push({ orderId: view.id, key, kind: view.kind, contractId: view.contractId, subjectId: view.subject.id, mailTo });
    return view;
  };
  for (let round = 0; ; round++) {
    const person = (role: string) => `${role}.${name}.${round}@chaos.example`;
    const representative = person("rep");
    const made = await order(
      (params) =>
        client.post("/v1/contracts", {
          params,
          body: {
            customerName: `混沌商会 ${name} ${round}`,
            language: round % 2 === 0 ? "ja" : "en",
            representative: { loginId: representative, mailAddress: representative },
            notifyRepresentative: true,
          },
        }),
      representative,
    );
    if (!made) return;
    const contract = { contractId: made.contractId };
    const placed = [made];
    // Placed without waiting: the house keeps them in order.
    const tenant = await order((key) =>
      client.post("/v1/contracts/{contractId}/tenants", {
        params: { ...key, path: contract },
        body: { name: `${name}-${round}`, region: "jp1" },
      }),
    );
    const user = await order(
      (key) =>
        client.post("/v1/contracts/{contractId}/users", {
          params: { ...key, path: contract },
          body: { loginId: person("user"), mailAddress: person("user"), notifyUser: true },
        }),
      person("user"),
    );
    // Access to the tenant, for the user and for somebody of the parent: it stands, is taken away, or goes with the user or the tenant.
    const keeps = (turn + round) % 3 === 0;
    const grant = (userId: string | undefined) =>
      tenant && userId
        ? order((key) =>
            client.post("/v1/contracts/{contractId}/tenants/{tenantId}/access", {
              params: { ...key, path: { ...contract, tenantId: tenant.subject.id } },
              body: { userId },
            }),
          )
        : undefined;
    const granted = await grant(user?.subject.id);
    const helped = round % 2 === 0 ? await grant(helper) : undefined;
    const revoked =
      granted && tenant && user && turn % 2 === 0
        ? await order((key) =>
            client.delete("/v1/contracts/{contractId}/tenants/{tenantId}/access/{userId}", {
              params: { ...key, path: { ...contract, tenantId: tenant.subject.id, userId: user.subject.id } },
            }),
          )
        : undefined;
    const regranted = revoked && keeps ? await grant(user?.subject.id) : undefined;
    const changed = await order((key) =>
      client.patch("/v1/contracts/{contractId}", {
        params: { ...key, path: contract },
        body: { customerName: `混沌商会 ${name} ${round} 改` },
      }),
    );
    const act = (action: "suspend" | "resume" | "terminate") =>
      order(
        (key) => client.post(`/v1/contracts/{contractId}/${action}`, { params: { ...key, path: contract }, body: {} }),
        representative,
      );
    const suspended = round % 3 === 0 ? await act("suspend") : undefined;
    const resumed = suspended && (await act("resume"));
    const onUser = user && { ...contract, userId: user.subject.id };
    const moved =
      onUser && turn % 4 === 0
        ? await order((key) =>
            client.patch("/v1/contracts/{contractId}/users/{userId}", {
              params: { ...key, path: onUser },
              body: { mailAddress: person("moved") },
            }),
          )
        : undefined;
    const replaced =
      onUser && keeps && turn % 2 === 1
        ? await order((key) =>
            client.post("/v1/contracts/{contractId}/representative", {
              params: { ...key, path: contract },
              body: { userId: onUser.userId },
            }),
          )
        : undefined;
    const userGone =
      onUser && !keeps && round % 2 === 0
        ? await order((key) => client.delete("/v1/contracts/{contractId}/users/{userId}", { params: { ...key, path: onUser } }))
        : undefined;
    const tenantGone =
      tenant && !keeps
        ? await order((key) =>
            client.delete("/v1/contracts/{contractId}/tenants/{tenantId}", {
              params: { ...key, path: { ...contract, tenantId: tenant.subject.id } },
            }),
          )
        : undefined;
    const onAccess = [granted, helped, revoked, regranted];
    for (const view of [tenant, user, ...onAccess, changed, suspended, resumed, moved, replaced, userGone, tenantGone]) {
      if (view) placed.push(view);
    }
    for (const view of placed) await client.follow(view.id);
    if (round % 2 === 1 && tenantGone) {
      const ended = await act("terminate");
      if (ended) await client.follow(ended.id);
    }
  }
}

/** Waits until every accepted order has ended and every mail is out. @returns seconds, or nothing when it took too long */
export async function drain(house: Started, accepted: AcceptedOrder[], withinSeconds: number): Promise<number | undefined> {
  const began = performance.now();
  await clientOf(house, house.partners[0]?.apiKey ?? "").get("/v1/contracts", { params: { query: { limit: 1 } } });
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
