import { setTimeout as pause } from "node:timers/promises";
import type { RunningHouse } from "../house.ts";
import type { Row } from "./report.ts";

const badShare = 33;

/** Contracts in bulk, 3 % of the rows bad: planned, applied, and every order at its end. */
export async function benchBulk(house: RunningHouse, count: number): Promise<Row[]> {
  const partner = house.started.partners[0];
  const tag = crypto.randomUUID().slice(0, 8);
  const rows = Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      ...{
        customerNumber: `${tag}${String(n).padStart(6, "0")}`,
        customerName: `一括商事${n}`,
        loginId: `${tag}.${n}@bulk.example`,
      },
      ...{ mailAddress: n % badShare === 0 ? "bad" : `${tag}.${n}@bulk.example`, notify: false },
    }),
  );
  const ask = async (method: string, path: string, body?: string) => {
    const reply = await fetch(house.started.api + path, {
      method,
      headers: {
        authorization: `Bearer ${partner?.apiKey}`,
        ...(body === undefined ? {} : { "content-type": "application/x-ndjson", "idempotency-key": crypto.randomUUID() }),
      },
      ...(body === undefined ? {} : { body }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as { id: string; state: string; progress: Record<string, number> };
  };
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  const { id } = await ask("POST", "/v1/bulks", rows.join("\n"));
  const planned = seconds();
  let bulk = await ask("POST", `/v1/bulks/${id}/apply`);
  let applied = 0;
  while (bulk.state !== "applied" || bulk.progress.underWay !== 0) {
    await pause(100);
    bulk = await ask("GET", `/v1/bulks/${id}`);
    if (bulk.state === "applied" && applied === 0) applied = seconds();
  }
  const { succeeded = 0, failed = 0, refused = 0 } = bulk.progress;
  return [
    {
      id: "BULK",
      what: `${count} contracts in bulk: ${succeeded} made, ${failed} failed, ${refused} refused rows`,
      ours: `${seconds().toFixed(1)} s (planned after ${planned.toFixed(1)}, ordered after ${applied.toFixed(1)}), ${(succeeded / seconds()).toFixed(0)}/s`,
      baseline: "–",
      ratio: "–",
      target: "–",
    },
  ];
}
