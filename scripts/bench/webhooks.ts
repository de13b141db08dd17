import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@saihan/launch";
import { makeWebhookSecret, openPoster, signedHeaders } from "@saihan/webhooks";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { startChild } from "./children.ts";
import { median, type Row, ratioText } from "./report.ts";

const rounds = 3;
const events = 3_000;

/**
 * Events delivered to a receiver on this machine, from the moment that they are committed and not yet numbered until the last has arrived;
 * beside it the same messages, signed, posted one after another with nothing else to do.
 */
export async function benchWebhooks(house: RunningHouse): Promise<Row[]> {
  const [partner] = house.started.partners;
  if (!partner) throw new Error("a house without partners");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const receiver = await startChild("hook-receiver.ts", { PORT: String(port) }, url);
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  const taken = async () => Number(await (await fetch(url)).text());
  const deliver = async (endpoints: number) => {
    const before = await taken();
    const began = performance.now();
    await sql`
      insert into event_notes (partner_id, contract_id, at, kind, subject, data)
      select ${partner.contractId}, ${partner.contractId}, now(), 'duty.arise', i::text, '{"code": "BENCH"}' from generate_series(1, ${events}) as i`;
    while ((await taken()) < before + events * endpoints) await pause(10);
    return (events * endpoints * 1_000) / (performance.now() - began);
  };
  try {
    const rows: Row[] = [];
    for (const [i, endpoints] of [1, 8].entries()) {
      const have = i === 0 ? 0 : 1;
      for (let n = have; n < endpoints; n++) await create(house, partner.apiKey, `${url}${n}`);
      const [ours, bare, ratios]: number[][] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        const alone = await bareRate(url, endpoints);
        const rate = await deliver(endpoints);
        ours?.push(rate);
        bare?.push(alone);
        ratios?.push(rate / alone);
      }
      rows.push({
        id: `W${i + 1}`,
        what: `events delivered, numbering included, ${endpoints === 1 ? "one webhook" : `${endpoints} webhooks side by side`}`,
        ours: `${median(ours ?? []).toFixed(0)}/s`,
        baseline: `${median(bare ?? []).toFixed(0)}/s signed and posted, nothing else`,
        ratio: ratioText(ratios ?? []),
        target: "–",
      });
    }
    return rows;
  } finally {
    await receiver.stop();
    await sql.end();
  }
}

/** Posts per second of so many loops that sign and post, each one after another. */
async function bareRate(url: string, loops: number): Promise<number> {
  const poster = openPoster({ loopback: true, timeoutMs: 8_000 });
  const secret = makeWebhookSecret();
  const body = JSON.stringify({
    type: "duty.arise",
    timestamp: new Date().toISOString(),
    data: { number: 1, data: { code: "BENCH" } },
  });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: loops }, async () => {
      for (let i = 0; i < events; i++) {
        await poster.post(url, signedHeaders([secret], { id: `bench-${i}`, at: new Date(), body }), body);
      }
    }),
  );
  const rate = (events * loops * 1_000) / (performance.now() - began);
  await poster.close();
  return rate;
}

async function create(house: RunningHouse, apiKey: string, url: string): Promise<void> {
  const answer = await fetch(`${house.started.api}/v1/webhooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ url }),
  });
  if (answer.status !== 201) throw new Error(`the webhook was not created: ${answer.status} ${await answer.text()}`);
}
