import { loadPortalConfig } from "@saihan/config";
import { freePort } from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { startPortal } from "../../services/portal/src/start.ts";
import type { House } from "./house.ts";

export interface TestPortal {
  url: string;
  close(): Promise<void>;
}

/** The portal before a house whose API believes 127.0.0.1 as a proxy. */
export async function openPortal(house: House, env: Record<string, string> = {}): Promise<TestPortal> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = loadPortalConfig({ PORT: String(port), INTAKE_URL: house.api, PORTAL_URL: url, ...env });
  const { close } = await startPortal(config, silentLog);
  return { url, close };
}
