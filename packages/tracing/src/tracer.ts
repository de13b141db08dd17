import { type Attributes, context, SpanKind as Kind, ROOT_CONTEXT, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { OpenSpan, SpanFacts, SpanKind, SpanStart } from "./index.ts";
import { readTraceparent, writeTraceparent } from "./traceparent.ts";

/** Loaded only where spans are recorded. */
export interface Tracer {
  open(name: string, start: SpanStart): OpenSpan;
  current(): string | undefined;
  close(): Promise<void>;
}

const kinds: Readonly<Record<SpanKind, Kind>> = {
  server: Kind.SERVER,
  producer: Kind.PRODUCER,
  consumer: Kind.CONSUMER,
  client: Kind.CLIENT,
};

/** How long what is recorded may take to be sent at the end. */
const closeWithinMs = 2_000;

/** After OpenTelemetry's semantic conventions where they have a name. */
const attributeOf: Readonly<Record<keyof SpanFacts, string>> = {
  orderId: "saihan.order.id",
  partnerId: "saihan.partner.id",
  outboxId: "saihan.work.id",
  mailId: "saihan.mail.id",
  queue: "messaging.destination.name",
  job: "saihan.work.kind",
  attempt: "saihan.work.attempt",
  method: "http.request.method",
  route: "http.route",
  status: "http.response.status_code",
  outcome: "saihan.outcome",
};

export function openTracer(service: string, env: Record<string, string | undefined>): Tracer {
  const contexts = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contexts);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.namespace": "saihan",
      "service.name": env.OTEL_SERVICE_NAME || service,
      "process.pid": process.pid,
    }),
    sampler: samplerOf(env),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 1_000 })],
  });
  const tracer = provider.getTracer("saihan");

  return {
    open: (name, { kind, parent, facts }) => {
      const remote = readTraceparent(parent);
      const around = remote
        ? trace.setSpanContext(ROOT_CONTEXT, {
            traceId: remote.traceId,
            spanId: remote.spanId,
            traceFlags: remote.flags,
            isRemote: true,
          })
        : context.active();
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: attributesOf(facts) }, around);
      const inside = trace.setSpan(around, span);
      return {
        trace: traceparentOf(span),
        name: (text) => void span.updateName(text),
        note: (more) => void span.setAttributes(attributesOf(more)),
        within: (work) => context.with(inside, work),
        end: (fault) => {
          if (fault !== undefined) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute("error.type", nameOf(fault));
          span.end();
        },
      };
    },
    current: () => {
      const span = trace.getSpan(context.active());
      return span && traceparentOf(span);
    },
    close: async () => {
      // A collector that is away is asked again and again; a process that stops does not wait for it.
      const patience = new Promise((resolve) => setTimeout(resolve, closeWithinMs).unref());
      await Promise.race([provider.shutdown().catch(() => {}), patience]);
      contexts.disable();
      context.disable();
    },
  };
}

function traceparentOf(span: { spanContext(): { traceId: string; spanId: string; traceFlags: number } }): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return writeTraceparent({ traceId, spanId, flags: traceFlags });
}

function attributesOf(facts: SpanFacts = {}): Attributes {
  return Object.fromEntries(Object.entries(facts).map(([fact, value]) => [attributeOf[fact as keyof SpanFacts], value]));
}

/** The class of an error, and nothing that it says. */
function nameOf(fault: unknown): string {
  return fault instanceof Error && /^[A-Z][A-Za-z]{0,40}$/.test(fault.name) ? fault.name : "Error";
}

/** `OTEL_TRACES_SAMPLER`, as the OpenTelemetry SDK reads it; default: every order. */
function samplerOf(env: Record<string, string | undefined>): Sampler {
  const given = Number(env.OTEL_TRACES_SAMPLER_ARG || 1);
  const ratio = new TraceIdRatioBasedSampler(given >= 0 && given <= 1 ? given : 1);
  switch (env.OTEL_TRACES_SAMPLER) {
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return ratio;
    case "parentbased_always_off":
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case "parentbased_traceidratio":
      return new ParentBasedSampler({ root: ratio });
    case "always_on":
      return new AlwaysOnSampler();
    default:
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
  }
}
