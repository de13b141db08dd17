import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { Webhook } from "standardwebhooks";
import type { Started } from "../house.ts";

interface Receipt {
  id: string;
  number: number;
  genuine: boolean;
}

/** A receiver of every event, for each sample partner. */
export interface Hooks {
  /** What came, by partner, in the order of its coming. */
  receipts: ReadonlyMap<string, Receipt[]>;
  close(): Promise<void>;
}

type Look = <T>(invariant: string, things: readonly T[], wrong: (thing: T) => string | undefined) => void;

/** Sets up receivers in this process, which nothing kills. */
export async function openHooks(started: Started): Promise<Hooks> {
  const receipts = new Map<string, Receipt[]>();
  const servers = await Promise.all(
    started.partners.map(async ({ contractId, apiKey }) => {
      const mine: Receipt[] = [];
      receipts.set(contractId, mine);
      let secret = "";
      const server = createServer((req, res) => {
        const parts: Buffer[] = [];
        req.on("data", (part: Buffer) => parts.push(part));
        req.on("end", () => {
          const body = Buffer.concat(parts).toString("utf8");
          const { type, data } = JSON.parse(body) as { type: string; data: { number: number } };
          if (type !== "heartbeat") {
            mine.push({
              id: String(req.headers["webhook-id"]),
              number: data.number,
              genuine: isGenuine(secret, body, req.headers),
            });
          }
          res.writeHead(204).end();
        });
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`${started.api}/v1/webhooks`, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ url: `http://127.0.0.1:${port}/`, after: 0 }),
      });
      if (answer.status !== 201) throw new Error(`the webhook was not created: ${answer.status}`);
      ({ secret } = (await answer.json()) as { secret: string });
      return server;
    }),
  );
  return {
    receipts,
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise<void>((done) => server.close(() => done()));
      }
    },
  };
}

function isGenuine(secret: string, body: string, headers: object): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** Has every event arrived, each for the first time in its order, and nothing that is no event? */
export async function lookAtHooks(sql: postgres.Sql, { receipts }: Hooks, look: Look): Promise<void> {
  const partners = [...receipts.keys()];
  const feeds = new Map<string, number>();
  for (const until = performance.now() + 90_000; ; ) {
    const heads = await sql<{ partnerId: string; seq: number }[]>`
      select partner_id, seq::int from event_heads where partner_id in ${sql(partners)}`;
    for (const { partnerId, seq } of heads) feeds.set(partnerId, seq);
    const all = heads.every(({ partnerId, seq }) => new Set(receipts.get(partnerId)?.map(({ number }) => number)).size >= seq);
    if (all || performance.now() > until) break;
    await pause(100);
  }
  const events = partners.flatMap((partnerId) =>
    Array.from({ length: feeds.get(partnerId) ?? 0 }, (_, i) => ({ partnerId, number: i + 1 })),
  );
  const received = new Map(partners.map((p) => [p, new Set(receipts.get(p)?.map(({ number }) => number))]));
  look("every event has arrived at its webhook", events, ({ partnerId, number }) =>
    received.get(partnerId)?.has(number) ? undefined : `${partnerId} ${number}`,
  );
  look("events arrived in the order of their numbers; what came again came under the same id", partners, (partnerId) => {
    const firsts = [...(received.get(partnerId) ?? [])];
    const inOrder = firsts.every((number, i) => number === i + 1);
    const wrong = receipts.get(partnerId)?.find(({ id, number, genuine }) => !genuine || id !== `${partnerId}-${number}`);
    return inOrder && !wrong ? undefined : `${partnerId}: ${JSON.stringify(wrong ?? firsts.slice(0, 50))}`;
  });
}
