import { loadCatcherConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startCatcher } from "./start.ts";

await run("mail-catcher", (log, env) => startCatcher(loadCatcherConfig(env), log));
