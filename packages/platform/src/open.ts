import type { Platform } from "./platform.ts";
import { connectSimulator } from "./simulator.ts";

/**
 * Opens the platform that an address names: `http(s)://` the simulator.
 * @param timeoutMs for one call; keep it below the time for which a worker holds a job
 */
export function openPlatform(url: string, timeoutMs = 8_000): Platform {
  const scheme = new URL(url).protocol;
  if (scheme === "http:" || scheme === "https:") return connectSimulator(url, timeoutMs);
  throw new Error(`PLATFORM_URL: no platform speaks ${scheme}`);
}
