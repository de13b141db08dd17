import type { Supervisor } from "@saihan/launch";

/** A server that is not ours: the database, the queue store. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface KeptServer {
  current(): Server;
  stop(): Promise<void>;
}

/**
 * Starts a server and starts it again, at the same address, whenever it ends.
 * @param start may come up at another address than before; then it is stopped and tried again
 */
export async function keepServer(
  name: string,
  start: () => Promise<Server>,
  supervisor: Supervisor,
  say: (name: string, line: string) => void,
): Promise<KeptServer> {
  let current = await start();
  const { url } = current;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const again = async (): Promise<void> => {
    while (!stopping) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      try {
        const next = await start();
        if (next.url === url) {
          current = next;
          return watch();
        }
        await next.stop();
        say(name, "its port was taken while it was down, trying again");
      } catch (error) {
        say(name, `could not start: ${(error as Error).message.split("\n")[0]}`);
      }
    }
  };
  const watch = () => {
    supervisor.writePid(name, current.pid);
    void current.exited.then(() => {
      if (stopping) return;
      say(name, "ended, starting again");
      restarting = again();
    });
  };
  watch();
  return {
    current: () => current,
    stop: async () => {
      stopping = true;
      await restarting;
      supervisor.removePid(name);
      await current.stop();
    },
  };
}
