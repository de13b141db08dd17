import { createServer } from "node:net";

/** A port that nobody listens on. */
export function freePort(host = "127.0.0.1"): Promise<number> {
  return tryPort(0, host).then((port) => port as number);
}

/** The wanted port, or a free one when it is taken. */
export async function portNear(wanted: number, host = "127.0.0.1"): Promise<number> {
  return (await tryPort(wanted, host)) ?? (await freePort(host));
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}
