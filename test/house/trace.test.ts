import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { throwAwayFolder, waitFor } from "@saihan/launch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openLocalHouse, type RunningHouse } from "../../scripts/house.ts";
import { clientOf, someContract } from "../support/client.ts";
import { openTraceReceiver, type TraceReceiver, treeOf } from "../support/trace-receiver.ts";

describe("an order across processes", () => {
  const folder = throwAwayFolder("trace");
  let house: RunningHouse;
  let receiver: TraceReceiver;
  beforeAll(async () => {
    receiver = await openTraceReceiver();
    house = await openLocalHouse({
      ...{ stateFolder: folder, portBase: 0, tell: () => {}, say: () => {} },
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, LOG_LEVEL: "debug" },
    });
  });
  afterAll(async () => {
    await house?.stop();
    await receiver?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is one trace through four processes, and their logs bear the order and the trace", async () => {
    const [partner] = house.started.partners;
    const client = clientOf(house.started.api, { apiKey: (partner as { apiKey: string }).apiKey });
    const order = await client.ended(await client.post("/v1/contracts", someContract()));
    expect(order.state).toBe("succeeded");
    const mine = await waitFor("its mail's span", 30_000, async () => {
      const traceId = receiver.spans.find((s) => s.attributes["saihan.order.id"] === order.id)?.traceId;
      const found = receiver.spans.filter((s) => s.traceId === traceId);
      const names = new Set(found.map(({ name }) => name));
      return names.has("send mail") && names.has("do send-mail") && names.has("POST /v1/contracts") && found.length >= 8
        ? found
        : undefined;
    });
    expect(treeOf(mine).slice(0, 3)).toEqual(["POST /v1/contracts", "  hand over create-contract", "    do create-contract"]);
    const processes = new Map(mine.map(({ service, pid }) => [service, pid]));
    expect([...processes.keys()].sort()).toEqual(["intake-api", "notification-worker", "outbox-relay", "provisioning-worker"]);
    expect(new Set(processes.values()).size).toBe(4);
    const traceId = mine[0]?.traceId as string;
    for (const name of ["intake-api", "provisioning-worker", "notification-worker"]) {
      const lines = await waitFor(`the log of ${name}`, 10_000, async () => {
        const text = readFileSync(join(folder, "logs", `${name}.log`), "utf8");
        const found = text.split("\n").filter((line) => line.includes(order.id));
        // Reading an order is no part of its trace.
        const lines = found.map((line) => JSON.parse(line)).filter(({ method }) => method !== "GET");
        return lines.length > 0 ? lines : undefined;
      });
      expect([name, lines.map((line) => line.traceId)]).toEqual([name, lines.map(() => traceId)]);
    }
  });
});
