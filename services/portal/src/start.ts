import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import type { PortalConfig } from "@saihan/config";
import type { Log } from "@saihan/log";
import { check, closeServer, listenOn, type Running, serveHealth } from "@saihan/runtime";
import { createApp } from "./app.ts";
import { knownProxies } from "./asker.ts";
import { cookiesFor } from "./cookies.ts";
import { readPages } from "./pages.ts";
import { createPassing } from "./passing.ts";

const builtPages = fileURLToPath(new URL("../../../packages/portal/dist", import.meta.url));

/** @throws when the pages are not built */
export async function startPortal(config: PortalConfig, log: Log): Promise<Running & { port: number }> {
  const pages = readPages(builtPages, { dashboard: config.DASHBOARD_URL });
  const cookies = cookiesFor(config.PORTAL_URL);
  const passing = createPassing({
    api: new URL(config.INTAKE_URL),
    cookies,
    proxies: knownProxies(config.TRUST_PROXY),
    log,
  });
  const readiness = () =>
    check("Partner API", async () => {
      const answer = await fetch(new URL("/healthz", config.INTAKE_URL), { signal: AbortSignal.timeout(2_000) });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
    });
  const server = createServer(createApp({ pages, passing, cookies, origin: new URL(config.PORTAL_URL).origin, log }, readiness));
  // Longer than the pages wait for an answer: they give up, never this process in the middle.
  server.requestTimeout = 120_000;
  const port = await listenOn(server, config.PORT, config.HOST);
  const measures = config.METRICS_PORT === undefined ? undefined : await serveHealth(config.METRICS_PORT, config.HOST, readiness);
  return {
    port,
    close: async () => {
      await closeServer(server);
      passing.close();
      await measures?.close();
    },
  };
}
