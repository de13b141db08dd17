import { loadBillingConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startBillingWorker } from "./start.ts";

await run("billing-worker", (log, env) => startBillingWorker(loadBillingConfig(env), log));
