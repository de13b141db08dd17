import { loadSimulatorConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startSimulator } from "./start.ts";

await run("platform-simulator", (log, env) => startSimulator(loadSimulatorConfig(env), log));
