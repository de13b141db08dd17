import type { Tracer } from "./tracer.ts";

/*
 * Where the time of one order goes, across processes. Off, everything here is one comparison, and the OpenTelemetry libraries are not loaded.
 * A span's facts are ids, kinds and counts. Names, addresses and messages of errors never go into one.
 */

/** What a span may say. Like the facts of a log line: what is not listed here does not compile. */
export interface SpanFacts {
  orderId?: string;
  partnerId?: string;
  outboxId?: number;
  mailId?: string;
  queue?: string;
  job?: string;
  attempt?: number;
  method?: string;
  route?: string;
  status?: number;
  outcome?: string;
}

/** server: a request comes in. producer, consumer: work is handed to a queue, and taken. client: something outside is asked. */
export type SpanKind = "server" | "producer" | "consumer" | "client";

export interface SpanStart {
  kind: SpanKind;
  /** `traceparent` (W3C Trace Context, 3.2) of what this belongs to; without one it belongs to what is under way, or begins a trace. */
  parent?: string | null | undefined;
  facts?: SpanFacts;
}

/** Something that takes time and is not one function. */
export interface OpenSpan {
  /** `traceparent` of this span, for who goes on elsewhere. */
  readonly trace: string;
  name(name: string): void;
  note(facts: SpanFacts): void;
  /** Runs something as a part of it. */
  within<T>(work: () => T): T;
  end(fault?: unknown): void;
}

let tracer: Tracer | undefined;

/** Whether spans are recorded. */
export function tracing(): boolean {
  return tracer !== undefined;
}

/**
 * Begins to record spans when the environment names a collector (`OTEL_EXPORTER_OTLP_ENDPOINT`); the other `OTEL_*` variables of the
 * OpenTelemetry SDK hold too. Once per process, before anything else starts.
 * @returns sends what is recorded and ends
 * @throws an error named ConfigError when the address is none
 */
export async function startTracing(service: string, env: Record<string, string | undefined>): Promise<() => Promise<void>> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || tracer) return async () => {};
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    const error = new Error("cannot start: OTEL_EXPORTER_OTLP_ENDPOINT must be an address that begins with http:// or https://");
    error.name = "ConfigError";
    throw error;
  }
  const { openTracer } = await import("./tracer.ts");
  const opened = openTracer(service, env);
  tracer = opened;
  return async () => {
    tracer = undefined;
    await opened.close();
  };
}

/** Runs something as a span; without tracing, just runs it. What it throws is thrown, and the span says that it failed. */
export async function traced<T>(name: string, start: SpanStart, work: () => Promise<T>): Promise<T> {
  if (!tracer) return work();
  const span = tracer.open(name, start);
  try {
    const result = await span.within(work);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** Opens a span that somebody must end. Nothing without tracing. */
export function openSpan(name: string, start: SpanStart): OpenSpan | undefined {
  return tracer?.open(name, start);
}

/** `traceparent` of what is under way, to be kept with what is written. Nothing without tracing. */
export function currentTrace(): string | undefined {
  return tracer?.current();
}

/** The id of the trace that is under way, for log lines. */
export function currentTraceId(): string | undefined {
  const trace = tracer?.current();
  return trace && traceIdOf(trace);
}

/** @param traceparent of any span of the trace */
export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}
