import { loadDashboardConfig } from "@saihan/config";
import { run } from "@saihan/runtime";
import { startDashboard } from "./start.ts";

await run("queue-dashboard", (log, env) => startDashboard(loadDashboardConfig(env), log));
