import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { TestClock } from "./house.ts";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  id: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read messages as they come
  data: any;
}

/** How a receiver answers: a status, more beside it, or never. */
export type Manner = number | { status: number; headers?: Record<string, string>; body?: string } | "silent";

/** A partner's system that takes webhooks in, on a port of its own. */
export async function openReceiver() {
  const received: Received[] = [];
  const attempts: string[] = [];
  let manner: (message: Received) => Manner = () => 204;
  let change: () => void = () => {};
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part: Buffer) => parts.push(part));
    req.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      const { type, data } = JSON.parse(body) as Pick<Received, "type" | "data">;
      const message = { headers: req.headers, body, id: String(req.headers["webhook-id"]), type, data };
      attempts.push(message.id);
      const answer = manner(message);
      if (answer === "silent") return;
      const { status, headers = {}, body: text = "" } = typeof answer === "number" ? { status: answer } : answer;
      if (status < 300) received.push(message);
      res.writeHead(status, headers).end(text);
      change();
    });
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    /** What was answered with 2xx, in the order of its coming. */
    received,
    /** Ids of every message that came, whatever the answer was. */
    attempts,
    answer: (how: (message: Received) => Manner) => {
      manner = how;
    },
    /** Resolves when so many have been received. */
    async until(count: number): Promise<void> {
      while (received.length < count) await new Promise<void>((done) => (change = done));
    },
    /** Nobody listens any more. */
    down: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
    up: () => listen(port),
  };
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** Verifies a message with the library that receivers use, at the time of the house. @throws when it does not fit */
export function verify(secret: string, { body, headers }: Received, clock: TestClock): void {
  const now = Date.now;
  const at = clock.now().getTime();
  Date.now = () => at;
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
  } finally {
    Date.now = now;
  }
}
