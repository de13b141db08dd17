import { connect, isIP, type Socket } from "node:net";

/**
 * A connected socket for postgres.js, which does not switch off Nagle's algorithm by itself: a transaction that is sent in two
 * writes would wait up to 40 ms for the server's delayed acknowledgement of the first.
 * @param at hosts and ports to try in order, or the path of a Unix socket
 */
export async function openSocket(at: { host: string[]; port: number[]; path?: string | boolean }): Promise<Socket> {
  if (typeof at.path === "string" && at.path !== "") return opened(connect({ path: at.path }));
  let failed: unknown;
  for (const [i, host] of at.host.entries()) {
    try {
      const socket = await opened(
        connect({ host, port: at.port[i] ?? at.port[0] ?? 5432, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }),
      );
      // postgres.js reads the name here to check a certificate against it.
      return Object.assign(socket, isIP(host) ? {} : { host });
    } catch (error) {
      failed = error;
    }
  }
  throw failed;
}

function opened(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.once("error", fail);
    socket.setTimeout(5_000, () => fail(Object.assign(new Error("no connection within 5 s"), { code: "CONNECT_TIMEOUT" })));
    socket.once("connect", () => {
      socket.off("error", fail);
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}
