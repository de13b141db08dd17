import { loadBillingConfig } from "@saihan/config";
import { createLog } from "@saihan/log";
import { startBillingWorker } from "../../services/billing-worker/src/start.ts";

/** A billing worker whose clock stands still before anything is due: it closes what the benchmark opens, and nothing by itself. */
const at = new Date("2026-04-01T00:00:00Z");
await startBillingWorker(loadBillingConfig(process.env), createLog("bench-worker", "error"), { now: () => at });
