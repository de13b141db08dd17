import { loadProvisioningConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startProvisioningWorker } from "./start.ts";

await run("provisioning-worker", (log, env) => startProvisioningWorker(loadProvisioningConfig(env), log));
