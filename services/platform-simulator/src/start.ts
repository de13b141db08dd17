import { createServer } from "node:http";
import type { SimulatorConfig } from "@saihan/config";
import type { Log } from "@saihan/log";
import { closeServer, listenOn, type Running } from "@saihan/runtime";
import { createApp } from "./app.ts";
import { createCloud } from "./cloud.ts";
import { openJournal } from "./journal.ts";

export async function startSimulator(config: SimulatorConfig, log: Log): Promise<Running & { port: number }> {
  const journal = openJournal(config.SIMULATOR_DIR);
  const cloud = createCloud(journal);
  const server = createServer(createApp(cloud, journal));
  const port = await listenOn(server, config.PORT, config.HOST);
  log.info("journal open", { count: journal.entries().length });
  return {
    port,
    close: async () => {
      await closeServer(server, 1_000);
      journal.close();
    },
  };
}
