import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as a collector receives it (OTLP over HTTP, in JSON). */
export interface ReceivedSpan {
  service: string;
  pid: number;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  failed: boolean;
  attributes: Record<string, string | number>;
}

export interface TraceReceiver {
  url: string;
  spans: ReceivedSpan[];
  /** Everything that was sent, as text. */
  text(): string;
  close(): Promise<void>;
}

interface Otlp {
  resourceSpans: {
    resource: { attributes: OtlpAttribute[] };
    scopeSpans: {
      spans: (Pick<ReceivedSpan, "traceId" | "spanId" | "name"> & {
        parentSpanId?: string;
        attributes: OtlpAttribute[];
        status?: { code?: number };
      })[];
    }[];
  }[];
}
interface OtlpAttribute {
  key: string;
  value: { stringValue?: string; intValue?: number };
}

/** A collector that keeps what it is sent. */
export async function openTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    if (request.url === "/v1/traces") {
      bodies.push(text);
      spans.push(...spansIn(JSON.parse(text) as Otlp));
    }
    response.writeHead(request.url === "/v1/traces" ? 200 : 404, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    text: () => bodies.join("\n"),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spansIn({ resourceSpans }: Otlp): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const of = attributesOf(resource.attributes);
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(({ traceId, spanId, parentSpanId = "", name, attributes, status }) => ({
        ...{ service: String(of["service.name"]), pid: Number(of["process.pid"]), traceId, spanId, parentSpanId, name },
        ...{ failed: status?.code === 2, attributes: attributesOf(attributes) },
      })),
    );
  });
}

function attributesOf(list: OtlpAttribute[]): Record<string, string | number> {
  return Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));
}

/** A trace as a tree: a line per span, deeper ones further in. Those beside each other stand in the order of their names. */
export function treeOf(spans: readonly ReceivedSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const below = (parent: string, depth: number): string[] =>
    spans
      .filter(({ parentSpanId }) => (parent === "" ? !ids.has(parentSpanId) : parentSpanId === parent))
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .flatMap((span) => [`${"  ".repeat(depth)}${span.name}`, ...below(span.spanId, depth + 1)]);
  return below("", 0);
}
