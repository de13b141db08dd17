import { connect, type Socket } from "node:net";

export interface LoadResult {
  /** Answers per second. */
  perSecond: number;
  answers: number;
  /** Answers with another status than the expected one. */
  others: number;
  p50Ms: number;
  p99Ms: number;
  /** Of the answers with the expected status alone; `sentP99Ms` counts from when a request was sent, the others from when it was due. */
  expected: { perSecond: number; p50Ms: number; p95Ms: number; p99Ms: number; sentP99Ms: number };
  /** Answers by status. */
  statuses: Map<number, number>;
}

export interface LoadOptions {
  url: string;
  /** POST unless it is said. */
  method?: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  /** Headers and body of the n-th request. */
  request: (n: number) => { headers?: Record<string, string>; body: string };
  connections: number;
  expect: number;
  /** Stops after so many seconds, or so many requests. */
  seconds?: number;
  requests?: number;
  /** Requests a second over all connections; without it, as fast as answers come. */
  rate?: number;
}

/**
 * A closed loop over plain sockets: light enough to leave the cores to what is measured. Each connection sends its next request when
 * the answer to the last is there; with a rate, not before its time, and latency counts from that time.
 */
export async function httpLoad(options: LoadOptions): Promise<LoadResult> {
  const target = new URL(options.url);
  const latencies: number[] = [];
  const wanted: number[] = [];
  const fromSending: number[] = [];
  const statuses = new Map<number, number>();
  let others = 0;
  let sent = 0;
  const began = performance.now();
  const until = options.seconds === undefined ? Number.POSITIVE_INFINITY : began + options.seconds * 1_000;
  const head = `${options.method ?? "POST"} ${options.path} HTTP/1.1\r\nhost: ${target.host}\r\n${lines(options.headers)}`;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      const line = await open(target);
      try {
        for (;;) {
          const n = sent++;
          if (n >= (options.requests ?? Number.POSITIVE_INFINITY)) return;
          let due = performance.now();
          if (options.rate !== undefined) {
            due = began + (n / options.rate) * 1_000;
            const early = due - performance.now();
            if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
          }
          if (performance.now() >= until) return;
          const { headers, body } = options.request(n);
          const sentAt = performance.now();
          const status = await line.ask(
            `${head}${lines(headers ?? {})}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
          );
          const took = performance.now() - due;
          latencies.push(took);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status === options.expect) {
            wanted.push(took);
            fromSending.push(performance.now() - sentAt);
          } else others++;
        }
      } finally {
        line.close();
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  latencies.sort((a, b) => a - b);
  wanted.sort((a, b) => a - b);
  fromSending.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / seconds,
    answers: latencies.length,
    others,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    expected: {
      perSecond: wanted.length / seconds,
      p50Ms: quantile(wanted, 0.5),
      p95Ms: quantile(wanted, 0.95),
      p99Ms: quantile(wanted, 0.99),
      sentP99Ms: quantile(fromSending, 0.99),
    },
    statuses,
  };
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

function lines(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
}

async function open(target: URL): Promise<{ ask(text: string): Promise<number>; close(): void }> {
  const socket: Socket = connect(Number(target.port), target.hostname);
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let got = "";
  let answer: ((status: number) => void) | undefined;
  let fail: (error: Error) => void = () => {};
  socket.setNoDelay(true);
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    got += text;
    const end = got.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(got.slice(0, end))?.[1] ?? 0);
    if (got.length < end + 4 + length) return;
    const status = Number(got.slice(9, 12));
    got = got.slice(end + 4 + length);
    answer?.(status);
  });
  socket.on("error", (error) => fail(error));
  socket.on("close", () => fail(new Error("the connection was closed")));
  return {
    ask: (text) =>
      new Promise((resolve, reject) => {
        answer = resolve;
        fail = reject;
        socket.write(text);
      }),
    close: () => {
      fail = () => {};
      socket.destroy();
    },
  };
}
