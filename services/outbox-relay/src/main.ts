import { loadRelayConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startRelay } from "./start.ts";

await run("outbox-relay", (log, env) => startRelay(loadRelayConfig(env), log));
