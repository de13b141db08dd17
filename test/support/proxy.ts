import { createConnection, createServer, type Server, type Socket } from "node:net";
import { freePort } from "@saihan/launch";

/** Stands in front of a server and can take the network away. */
export interface NetworkProxy {
  /** The server's address, through this proxy. */
  url: string;
  /** Refuses connections and cuts those that are open. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Cuts every open connection at once. */
  cut(): void;
  /** Cuts one open connection. */
  cutOne(): void;
  /** Keeps connections open and lets nothing through. */
  freeze(): void;
  thaw(): void;
  /** Keeps the connections that are open now, and lets nothing through them ever again; new ones work. */
  deafen(): void;
  /** Leads to another server from now on; what is open is cut. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

export async function proxyTo(url: string): Promise<NetworkProxy> {
  const target = new URL(url);
  let targetPort = Number(target.port);
  const port = await freePort();
  const sockets = new Set<Socket>();
  let frozen = false;
  let server: Server | undefined;
  const connection = (inner: Socket) => {
    const outer = createConnection(targetPort, target.hostname);
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  };
  const up = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer(connection);
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve());
    });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const down = () =>
    new Promise<void>((resolve) => {
      if (!server) return resolve();
      server.close(() => resolve());
      server = undefined;
      cut();
    });
  await up();
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String(port);
  return {
    url: through.href,
    up,
    down,
    cut,
    cutOne: () => {
      const open = [...sockets];
      open[Math.floor(Math.random() * open.length)]?.destroy();
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of sockets) socket.resume();
    },
    deafen: () => {
      for (const socket of sockets) socket.pause();
    },
    leadTo: (to) => {
      targetPort = to;
      cut();
    },
    close: down,
  };
}
