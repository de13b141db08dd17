import { startTracing, tracing } from "@saihan/tracing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { openTraceReceiver, type TraceReceiver, treeOf } from "../support/trace-receiver.ts";

describe.skipIf(missingStore)("traces", () => {
  let house: House;
  let receiver: TraceReceiver;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    receiver = await openTraceReceiver();
    client = clientOf(house.api, house.partner);
  });
  afterAll(async () => {
    await house?.close();
    await receiver?.close();
  });

  /** Records while something is done, and gives what was received then. */
  async function recorded(work: () => Promise<void>) {
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = receiver.url;
    const end = await startTracing("house", process.env);
    receiver.spans.length = 0;
    try {
      await work();
      await house.settle();
    } finally {
      await end();
      delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    }
    return receiver.spans;
  }
  const traceIn = (row: { trace?: string } | undefined) => row?.trace?.slice(3, 35);

  test("unless they are asked for, none is recorded, and nothing of one is written", async () => {
    expect(tracing()).toBe(false);
    await client.ended(await client.post("/v1/contracts", someContract()));
    await house.settle();
    const traced = await house.database.sql`
      select 1 from orders where trace is not null union all select 1 from outbox where trace is not null`;
    expect(traced).toHaveLength(0);
    expect(receiver.spans).toEqual([]);
    expect(await house.queueText()).not.toContain("traceparent");
  });

  test("one order is one tree, from the request to the mail", async () => {
    const body = someContract({ customerName: "秘匿商会" });
    let order: { id: string } | undefined;
    const spans = await recorded(async () => {
      order = await client.ended(await client.post("/v1/contracts", body));
    });
    const [row] = await house.database.sql`select trace from orders where id = ${order?.id as string}`;
    const mine = spans.filter(({ traceId }) => traceId === traceIn(row));
    expect(treeOf(mine)).toEqual([
      "POST /v1/contracts",
      "  hand over create-contract",
      "    do create-contract",
      "      hand over send-mail",
      "        do send-mail",
      "          send mail",
      "      platform make",
      "      platform make",
    ]);
    const [root] = mine.filter(({ parentSpanId }) => parentSpanId === "");
    expect(root?.attributes).toMatchObject({ "http.route": "/v1/contracts", "http.response.status_code": 202 });
    const work = mine.find(({ name }) => name === "do create-contract");
    expect(work?.attributes).toMatchObject({ "saihan.order.id": order?.id, "saihan.outcome": "done", "saihan.work.attempt": 1 });
    const { mailAddress, loginId } = body.representative;
    for (const hidden of ["秘匿商会", mailAddress, loginId, house.partner.apiKey]) expect(receiver.text()).not.toContain(hidden);
  });

  test("orders that are accepted together keep a trace each, and one that waits keeps its own", async () => {
    let ids: { contract: string; tenant: string }[] = [];
    const spans = await recorded(async () => {
      ids = await Promise.all(
        Array.from({ length: 5 }, async (_, i) => {
          const made = await client.post("/v1/contracts", someContract());
          const contractId = made.body.contract.id;
          const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: `traced-${i}`, region: "jp1" });
          await client.ended(tenant);
          return { contract: made.body.order.id, tenant: tenant.body.order.id };
        }),
      );
    });
    const rows = await house.database.sql<{ id: string; trace: string }[]>`
      select id, trace from orders where id = any(${ids.flatMap((i) => [i.contract, i.tenant])})`;
    expect(new Set(rows.map(traceIn)).size).toBe(10);
    for (const { tenant } of ids) {
      const own = spans.filter(({ traceId }) => traceId === traceIn(rows.find(({ id }) => id === tenant)));
      expect(treeOf(own).slice(0, 3)).toEqual([
        "POST /v1/contracts/:contractId/tenants",
        "  hand over create-tenant",
        "    do create-tenant",
      ]);
    }
  });

  test("attempts that fail are spans of the same trace, and say no more than the class of what failed", async () => {
    await house.misbehave({ busyRate: 0.6, seed: 7 });
    let orders: { id: string; attempt: number }[] = [];
    const spans = await recorded(async () => {
      const accepted = await Promise.all(Array.from({ length: 6 }, () => client.post("/v1/contracts", someContract())));
      orders = await Promise.all(accepted.map((a) => client.ended(a)));
    });
    await house.misbehave();
    const again = orders.find(({ attempt }) => attempt > 1);
    const [row] = await house.database.sql`select trace from orders where id = ${again?.id as string}`;
    const attempts = spans.filter((s) => s.traceId === traceIn(row) && s.name === "do create-contract");
    expect(attempts).toHaveLength(again?.attempt as number);
    expect(attempts.filter(({ failed }) => failed)).toHaveLength((again?.attempt as number) - 1);
    expect(new Set(attempts.map(({ parentSpanId }) => parentSpanId)).size).toBe(1);
  });

  test("a collector that is away, and a traceparent of a caller or of a forger, change nothing", async () => {
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:9";
    const end = await startTracing("house", process.env);
    try {
      const foreign = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const accepted = await client.post("/v1/contracts", someContract(), { traceparent: foreign });
      const [row] = await house.database.sql`select trace from orders where id = ${accepted.body.order.id}`;
      expect(row?.trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(row?.trace).not.toContain("0af7651916cd43dd8448eb211c80319c");
      expect((await client.ended(accepted)).state).toBe("succeeded");
      await house.inject("provisioning", "create-contract", [
        { work: 1, partner: house.partner.contractId, trace: "'; drop table orders; --" },
        { work: 1, partner: house.partner.contractId, trace: { deep: true } },
      ]);
      await house.settle();
    } finally {
      await end();
      delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
    }
  });
});
