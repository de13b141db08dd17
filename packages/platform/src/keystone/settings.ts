import { readFileSync } from "node:fs";
import { PlatformUnavailable } from "../platform.ts";

/** What the configuration says of a Keystone (see docs/keystone.md). */
export interface KeystoneConfig {
  /** `keystone+http(s)://host:port/v3` */
  PLATFORM_URL: string;
  PLATFORM_TIMEOUT_MS: number;
  KEYSTONE_USERNAME?: string | undefined;
  KEYSTONE_PASSWORD?: string | undefined;
  KEYSTONE_PASSWORD_FILE?: string | undefined;
  KEYSTONE_USER_DOMAIN?: string | undefined;
  KEYSTONE_PROJECT?: string | undefined;
  KEYSTONE_PROJECT_DOMAIN?: string | undefined;
  KEYSTONE_SYSTEM_SCOPE?: boolean | undefined;
  KEYSTONE_ROLE?: string | undefined;
}

export interface KeystoneSettings {
  /** http(s)://host:port/v3 */
  url: string;
  user: { name: string; domain: string };
  /** Read anew for every sign-in, so that a password file can be replaced while the house runs. @throws PlatformUnavailable */
  password: () => string;
  /** For what the house signs in: a project, or the cloud as a whole. */
  scope: { project: string; domain: string } | "system";
  /** Name of the role that access to a tenant is. */
  role: string;
  /** For one call of the port, however many requests it takes. */
  timeoutMs: number;
}

export const keystoneDefaults = { domain: "Default", project: "admin", role: "member" } as const;

export function keystoneSettings(config: KeystoneConfig): KeystoneSettings {
  const file = config.KEYSTONE_PASSWORD_FILE;
  return {
    url: config.PLATFORM_URL.replace(/^keystone\+/, "").replace(/(?<!\/)\/+$/, ""),
    user: { name: config.KEYSTONE_USERNAME ?? "", domain: config.KEYSTONE_USER_DOMAIN ?? keystoneDefaults.domain },
    password: () => (file === undefined ? (config.KEYSTONE_PASSWORD ?? "") : readPassword(file)),
    scope: config.KEYSTONE_SYSTEM_SCOPE
      ? "system"
      : {
          project: config.KEYSTONE_PROJECT ?? keystoneDefaults.project,
          domain: config.KEYSTONE_PROJECT_DOMAIN ?? keystoneDefaults.domain,
        },
    role: config.KEYSTONE_ROLE ?? keystoneDefaults.role,
    timeoutMs: config.PLATFORM_TIMEOUT_MS,
  };
}

function readPassword(file: string): string {
  try {
    // Editors end a file with a newline; a password does not end so.
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    const why = `The file that KEYSTONE_PASSWORD_FILE names cannot be read (${(error as NodeJS.ErrnoException).code}).`;
    throw new PlatformUnavailable("PLATFORM_CREDENTIALS_MISSING", { why, cause: error, retryAfterMs: 5_000 });
  }
}
