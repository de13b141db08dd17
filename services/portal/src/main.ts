import { loadPortalConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startPortal } from "./start.ts";

await run("portal", (log, env) => startPortal(loadPortalConfig(env), log));
