import { loadNotificationConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startNotificationWorker } from "./start.ts";

await run("notification-worker", (log, env) => startNotificationWorker(loadNotificationConfig(env), log));
