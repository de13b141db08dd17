import { loadUserConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startUserWorker } from "./start.ts";

await run("user-worker", (log, env) => startUserWorker(loadUserConfig(env), log));
