import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

export interface OrderView {
  id: string;
  kind: string;
  state: string;
  contractId: string;
  subject: { kind: string; id: string };
  failure: { code: string; says: { ja: string; en: string } } | null;
  acceptedAt: string;
  endedAt: string | null;
}

const over = new Set(["succeeded", "failed", "cancelled", "rejected", "expired"]);

/**
 * A partner's system as it should be: every order has a key of its own and is repeated with the same key until there is an answer,
 * so that a lost connection neither loses it nor orders it twice.
 */
export function partnerClient(api: string, apiKey: string, options: { patienceMs?: number } = {}) {
  const patienceMs = options.patienceMs ?? 30_000;
  const authorization = `Bearer ${apiKey}`;

  return {
    /** @throws when the API refuses the order, or gives no answer for `patienceMs` */
    async place(path: string, body: object, method = "POST", key: string = randomUUID()): Promise<OrderView> {
      const answer = await persist(`${api}${path}`, {
        method,
        headers: { authorization, "content-type": "application/json", "idempotency-key": key },
        ...(method === "DELETE" ? {} : { body: JSON.stringify(body) }),
      });
      return (answer as { order: OrderView }).order;
    },
    /** Follows an order to its end. */
    async follow(orderId: string): Promise<OrderView> {
      for (;;) {
        const order = (await persist(`${api}/v1/orders/${orderId}?wait=30`, { headers: { authorization } })) as OrderView;
        if (over.has(order.state)) return order;
      }
    },
    async get(path: string): Promise<unknown> {
      return persist(`${api}${path}`, { headers: { authorization } });
    },
  };

  async function persist(url: string, init: RequestInit): Promise<unknown> {
    const until = performance.now() + patienceMs;
    for (let round = 0; ; round++) {
      const answer = await once(url, init).catch((error: unknown) => ({ lost: String(error) }));
      if ("body" in answer) return answer.body;
      if ("refused" in answer) throw new Error(`${init.method ?? "GET"} ${url}: ${answer.refused}`);
      if (performance.now() > until) throw new Error(`${init.method ?? "GET"} ${url}: ${answer.lost}`);
      await pause(Math.min(1_000, 50 * 2 ** round) * (0.5 + Math.random() / 2));
    }
  }

  async function once(url: string, init: RequestInit): Promise<{ body: unknown } | { lost: string } | { refused: string }> {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(45_000) });
    const text = await answer.text();
    if (answer.ok) return { body: JSON.parse(text) };
    if (answer.status >= 500 || answer.status === 429 || text.includes('"retryable":true')) return { lost: `${answer.status}` };
    return { refused: `${answer.status} ${text}` };
  }
}
export type PartnerClient = ReturnType<typeof partnerClient>;
