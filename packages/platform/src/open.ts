import { type CircuitListener, guarded } from "./guarded.ts";
import { connectKeystone } from "./keystone/connect.ts";
import { type KeystoneConfig, keystoneSettings } from "./keystone/settings.ts";
import type { Platform } from "./platform.ts";
import { connectSimulator } from "./simulator.ts";

/**
 * What the configuration says of the platform. PLATFORM_TIMEOUT_MS is for one call; it stays below half the time for which
 * a worker holds a job.
 */
export type PlatformConfig = KeystoneConfig;

/**
 * Opens the platform that an address names: `http(s)://` the simulator, `keystone+http(s)://` an OpenStack Keystone.
 * @param heard hears of the circuit to the platform when it opens and closes
 */
export function openPlatform(config: PlatformConfig, heard?: CircuitListener): Platform {
  const scheme = new URL(config.PLATFORM_URL).protocol;
  switch (scheme) {
    case "http:":
    case "https:":
      return guarded(connectSimulator(config.PLATFORM_URL, config.PLATFORM_TIMEOUT_MS), heard);
    case "keystone+http:":
    case "keystone+https:":
      return guarded(connectKeystone(keystoneSettings(config)), heard);
    default:
      throw new Error(`PLATFORM_URL: no platform speaks ${scheme}`);
  }
}
