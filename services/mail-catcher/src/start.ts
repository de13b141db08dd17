import { createServer } from "node:http";
import type { CatcherConfig } from "@saihan/config";
import type { Log } from "@saihan/log";
import { closeServer, listenOn, type Running } from "@saihan/runtime";
import { createApp } from "./app.ts";
import { openBox } from "./box.ts";
import { startSmtp } from "./smtp.ts";

export async function startCatcher(config: CatcherConfig, log: Log): Promise<Running & { port: number; smtpPort: number }> {
  const box = openBox(config.CATCHER_DIR);
  const smtp = await startSmtp(box, config.SMTP_PORT, config.HOST, log);
  const server = createServer(createApp(box));
  const port = await listenOn(server, config.PORT, config.HOST);
  return {
    port,
    smtpPort: smtp.port,
    close: async () => {
      await Promise.all([closeServer(server, 500), smtp.close()]);
      box.close();
    },
  };
}
