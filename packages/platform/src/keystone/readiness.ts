import { z } from "zod";
import { PlatformUnavailable } from "../platform.ts";
import type { Caller } from "./caller.ts";
import { under } from "./faults.ts";
import { missingRights } from "./rights.ts";
import type { KeystoneSettings } from "./settings.ts";

/** A health check waits no longer; what it began goes on, and the next check hears of it. */
const patienceMs = 1_500;
/** How long a denial that an order met is shown. An order that still waits for the right meets it again within that time. */
const denialShownMs = 120_000;

const roles = under("roles", z.array(z.object({ id: z.string(), name: z.string() })));

export interface Readiness {
  /** @throws PlatformUnavailable with one sentence */
  check(): Promise<void>;
  /** The id of the role that access is. @throws PlatformUnavailable */
  roleId(deadline: number): Promise<string>;
  /** The role has gone, or another has its name now. */
  forgetRole(): void;
  /** An order was denied an action. */
  denied(fault: PlatformUnavailable): void;
}

export function watchReadiness(settings: KeystoneSettings, caller: Caller): Readiness {
  const user = settings.user.name;
  let role: Promise<string> | undefined;
  let rightsKnown = false;
  let denial: { fault: PlatformUnavailable; until: number } | undefined;
  let underWay: Promise<void> | undefined;

  const findRole = async (deadline: number): Promise<string> => {
    const path = `/roles?name=${encodeURIComponent(settings.role)}`;
    const found = (await caller.get(path, deadline, roles)).find((r) => r.name === settings.role);
    if (found) return found.id;
    const why = `Keystone at ${caller.at} has no role ${settings.role}: make it, or name another in KEYSTONE_ROLE.`;
    throw new PlatformUnavailable("PLATFORM_ROLE_MISSING", { why, outage: false });
  };

  const verify = async (): Promise<void> => {
    const deadline = performance.now() + settings.timeoutMs;
    if (!rightsKnown) {
      const missing = await missingRights(caller, deadline);
      if (missing.length > 0) {
        const why = `Keystone at ${caller.at} denies the user ${user}: ${missing.join(", ")}; see docs/keystone.md for the rights.`;
        throw new PlatformUnavailable("PLATFORM_RIGHTS_MISSING", { why, outage: false });
      }
      rightsKnown = true;
    }
    role = Promise.resolve(await findRole(deadline));
    if (denial && performance.now() < denial.until) throw denial.fault;
  };

  return {
    check: async () => {
      underWay ??= verify().finally(() => {
        underWay = undefined;
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          const why = `Keystone at ${caller.at} has not answered for ${patienceMs / 1_000} s.`;
          reject(new PlatformUnavailable("PLATFORM_NO_ANSWER", { why, outage: false }));
        }, patienceMs);
      });
      try {
        await Promise.race([underWay, late]);
      } finally {
        clearTimeout(timer);
      }
    },
    roleId: (deadline) => {
      role ??= findRole(deadline).catch((error) => {
        role = undefined;
        throw error;
      });
      return role;
    },
    forgetRole: () => {
      role = undefined;
    },
    denied: (fault) => {
      rightsKnown = false;
      denial = { fault, until: performance.now() + denialShownMs };
    },
  };
}
