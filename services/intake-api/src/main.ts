import { loadIntakeConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startIntake } from "./start.ts";

await run("intake-api", (log, env) => startIntake(loadIntakeConfig(env), log));
