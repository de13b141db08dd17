import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Systems give outgoing connections ports from about 32768 up. A free port that is looked up there may belong to somebody's connection by the
 * time it is listened on, so a port that must stay free for a while comes from below.
 */
const quiet = { from: 20_000, to: 32_000 };

/** A port that nobody listens on. */
export async function freePort(host = "127.0.0.1"): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = await tryPort(randomInt(quiet.from, quiet.to), host);
    if (port !== undefined) return port;
  }
  return (await tryPort(0, host)) as number;
}

/** The wanted port, or a free one when it is taken. 0: any. */
export async function portNear(wanted: number, host = "127.0.0.1"): Promise<number> {
  return (wanted === 0 ? undefined : await tryPort(wanted, host)) ?? (await freePort(host));
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
