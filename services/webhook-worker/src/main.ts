import { loadWebhookConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startWebhookWorker } from "./start.ts";

await run("webhook-worker", (log, env) => startWebhookWorker(loadWebhookConfig(env), log));
