import { createConnection, createServer, type Socket } from "node:net";

/** Stands between the workers and the platform, and loses what a network loses. */
export interface PlatformProxy {
  /** The platform's address, through this proxy. */
  url: string;
  /** The next requests that come reach the platform, and no answer of theirs comes back: the connection is cut when it begins. */
  loseAnswers(howMany: number): void;
  /** The next requests that come are passed on, and their connection is cut at once: the platform may act on them or not. */
  cutRequests(howMany: number): void;
  /** Cuts every open connection now, whatever is under way on it. */
  cutAll(): void;
  /** How many requests were cut in each way. */
  counts(): { answers: number; requests: number; connections: number };
  close(): Promise<void>;
}

export async function platformProxy(target: string): Promise<PlatformProxy> {
  const inner = new URL(target);
  const open = new Set<Socket>();
  const counts = { answers: 0, requests: 0, connections: 0 };
  let answers = 0;
  let requests = 0;

  const server = createServer((client) => {
    const platform = createConnection(Number(inner.port), inner.hostname);
    let loses = false;
    open.add(client);
    const end = () => {
      open.delete(client);
      client.destroy();
      platform.destroy();
    };
    for (const socket of [client, platform]) socket.on("error", end).on("close", end);
    client.on("data", (bytes) => {
      if (requests > 0) {
        requests--;
        counts.requests++;
        // Written out before it is closed, so that the platform has it.
        return void platform.end(bytes, () => client.destroy());
      }
      if (answers > 0 && !loses) {
        answers--;
        loses = true;
      }
      platform.write(bytes);
    });
    platform.on("data", (bytes) => {
      if (loses) {
        counts.answers++;
        return end();
      }
      client.write(bytes);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const address = server.address();
  const through = new URL(target);
  through.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: through.href,
    loseAnswers: (howMany) => void (answers += howMany),
    cutRequests: (howMany) => void (requests += howMany),
    cutAll: () => {
      counts.connections += open.size;
      for (const socket of open) socket.destroy();
    },
    counts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
