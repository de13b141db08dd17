import { type CircuitListener, guarded } from "./guarded.ts";
import type { Platform } from "./platform.ts";
import { connectSimulator } from "./simulator.ts";

/** What the configuration says of the platform. */
export interface PlatformConfig {
  PLATFORM_URL: string;
  /** For one call; keep it below half the time for which a worker holds a job. */
  PLATFORM_TIMEOUT_MS: number;
}

/**
 * Opens the platform that an address names: `http(s)://` the simulator.
 * @param heard hears of the circuit to the platform when it opens and closes
 */
export function openPlatform(config: PlatformConfig, heard?: CircuitListener): Platform {
  const scheme = new URL(config.PLATFORM_URL).protocol;
  if (scheme === "http:" || scheme === "https:") {
    return guarded(connectSimulator(config.PLATFORM_URL, config.PLATFORM_TIMEOUT_MS), heard);
  }
  throw new Error(`PLATFORM_URL: no platform speaks ${scheme}`);
}
