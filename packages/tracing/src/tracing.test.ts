import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { currentTrace, openSpan, startTracing, traced, tracing } from "./index.ts";
import { readTraceparent, writeTraceparent } from "./traceparent.ts";

const id = "0af7651916cd43dd8448eb211c80319c";
const span = "b7ad6b7169203331";

test.each<[string, string, object | undefined]>([
  ["the example of the standard", `00-${id}-${span}-01`, { traceId: id, spanId: span, flags: 1 }],
  ["not sampled", `00-${id}-${span}-00`, { traceId: id, spanId: span, flags: 0 }],
  ["other flags", `00-${id}-${span}-fe`, { traceId: id, spanId: span, flags: 0 }],
  ["a later version", `01-${id}-${span}-01`, undefined],
  ["all zero trace", `00-${"0".repeat(32)}-${span}-01`, undefined],
  ["all zero span", `00-${id}-${"0".repeat(16)}-01`, undefined],
  ["capitals", `00-${id.toUpperCase()}-${span}-01`, undefined],
  ["more behind it", `00-${id}-${span}-01-x`, undefined],
  ["nothing", "", undefined],
])("traceparent: %s", (_, text, wanted) => expect(readTraceparent(text)).toEqual(wanted));

test("what is written is read again", () => {
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => !/^0+$/.test(text));
  const remote = fc.record({ traceId: hex(32), spanId: hex(16), flags: fc.constantFrom(0, 1) });
  fc.assert(
    fc.property(remote, (given) => {
      expect(readTraceparent(writeTraceparent(given))).toEqual(given);
    }),
  );
});

test("off, work is just done, and errors come through", async () => {
  const end = await startTracing("test", {});
  expect([tracing(), currentTrace(), openSpan("x", { kind: "client" })]).toEqual([false, undefined, undefined]);
  expect(await traced("x", { kind: "client" }, async () => 5)).toBe(5);
  await expect(traced("x", { kind: "client" }, () => Promise.reject(new RangeError("y")))).rejects.toThrow(RangeError);
  await end();
});

test.each(["collector:4318", "grpc://collector", "no address"])("%s is no address of a collector", async (endpoint) => {
  await expect(startTracing("test", { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).rejects.toMatchObject({ name: "ConfigError" });
});

test.each([
  ["off", {}, false],
  ["on", { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" }, true],
])("%s: libraries of OpenTelemetry are loaded only when spans are recorded", (_, env, wanted) => {
  const program = `
    const { startTracing, traced } = await import(${JSON.stringify(new URL("./index.ts", import.meta.url).href)});
    const { createRequire } = await import("node:module");
    const end = await startTracing("test", ${JSON.stringify(env)});
    console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache ?? {}).some((path) => path.includes("@opentelemetry"))));
    await end();`;
  const options = ["--import", "tsx", "--input-type=module", "-e", program];
  const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
  expect([stderr, JSON.parse(stdout)]).toEqual(["", wanted]);
});
