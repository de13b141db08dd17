import { fileURLToPath } from "node:url";
import { asRole, type ProgramRole } from "@saihan/db";
import { portNear, type ServiceSpec } from "@saihan/launch";
import { sampleIssuer } from "./sample-issuer.ts";

const main = (service: string) => fileURLToPath(new URL(`../services/${service}/src/main.ts`, import.meta.url));

export interface Ports {
  api: number;
  dashboard: number;
  portal: number;
  mailWeb: number;
  smtp: number;
  platform: number;
  health: Record<"relay" | "provisioning" | "users" | "billing" | "notifications" | "webhooks", number>;
  metrics: Record<"api" | "dashboard" | "portal", number>;
}

/**
 * Where each part listens: from `base`, the API +0, dashboard +1, portal +2, mail catcher's web +3 and SMTP +4, simulator +5, and
 * behind them the health endpoints of the workers and the measures of API, dashboard and portal. A taken port moves to a free one, and `moved` hears of it.
 */
export async function choosePorts(base: number, moved: (what: string, wanted: number, got: number) => void): Promise<Ports> {
  const taken = new Set<number>();
  const choose = async (what: string, offset: number) => {
    const wanted = base === 0 ? 0 : base + offset;
    let got = await portNear(wanted);
    while (taken.has(got)) got = await portNear(0);
    taken.add(got);
    if (wanted !== 0 && got !== wanted) moved(what, wanted, got);
    return got;
  };
  return {
    api: await choose("API", 0),
    dashboard: await choose("queue dashboard", 1),
    portal: await choose("portal", 2),
    mailWeb: await choose("mail catcher", 3),
    smtp: await choose("SMTP", 4),
    platform: await choose("platform simulator", 5),
    health: {
      relay: await choose("outbox relay health", 6),
      provisioning: await choose("provisioning worker health", 7),
      users: await choose("user worker health", 8),
      billing: await choose("billing worker health", 9),
      notifications: await choose("notification worker health", 10),
      webhooks: await choose("webhook worker health", 11),
    },
    metrics: {
      api: await choose("API measures", 12),
      dashboard: await choose("queue dashboard measures", 13),
      portal: await choose("portal measures", 14),
    },
  };
}

export interface HouseSettings {
  ports: Ports;
  stateFolder: string;
  /** The database as the owner sees it. */
  databaseUrl: string;
  /** With which the programs' own roles sign in to it. */
  rolePassword: string;
  redisUrl: string | undefined;
  smtpUrl: string | undefined;
  masterKey: string;
  /** Whether the platform simulator runs too; without it `env` names the platform. */
  simulator: boolean;
  /** Further variables for every service. */
  env?: Record<string, string>;
}

/** Every service of the house in the order in which it starts: the first group first, then the others side by side. */
export function serviceSpecs(settings: HouseSettings): { first: ServiceSpec[]; others: ServiceSpec[] } {
  const { ports } = settings;
  const local = (port: number) => `http://127.0.0.1:${port}`;
  const shared = {
    REDIS_URL: settings.redisUrl ?? "",
    MASTER_KEY: settings.masterKey,
    PLATFORM_URL: local(ports.platform),
    SMTP_URL: settings.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
    // A receiver on this machine, to try webhooks out.
    WEBHOOK_LOOPBACK: "yes",
    PUBLIC_URL: process.env.PUBLIC_URL ?? local(ports.api),
    PORTAL_URL: process.env.PORTAL_URL ?? local(ports.portal),
    ...settings.env,
  };
  const database = (role: ProgramRole) => ({ DATABASE_URL: asRole(settings.databaseUrl, role, settings.rolePassword) });
  const worker = (
    name: string,
    port: number,
    role: ProgramRole = "saihan_worker",
    more: Record<string, string> = {},
  ): ServiceSpec => ({
    name,
    main: main(name),
    env: { ...shared, ...database(role), HEALTH_PORT: String(port), ...more },
    health: `${local(port)}/healthz`,
  });
  const web = (name: string, port: number, more: Record<string, string> = {}): ServiceSpec => ({
    name,
    main: main(name),
    env: { ...shared, PORT: String(port), ...more },
    health: `${local(port)}/healthz`,
  });
  return {
    first: [
      web("intake-api", ports.api, {
        ...database("saihan_api"),
        METRICS_PORT: String(ports.metrics.api),
        // The portal tells who is behind it.
        TRUST_PROXY: process.env.TRUST_PROXY ?? "127.0.0.1",
      }),
      worker("provisioning-worker", ports.health.provisioning),
      worker("outbox-relay", ports.health.relay, "saihan_relay", {
        AUDIT_ANCHOR_FILE: `${settings.stateFolder}/audit-anchors.ndjson`,
      }),
      ...(settings.simulator
        ? [web("platform-simulator", ports.platform, { SIMULATOR_DIR: `${settings.stateFolder}/platform` })]
        : []),
    ],
    others: [
      worker("notification-worker", ports.health.notifications),
      ...(settings.smtpUrl
        ? []
        : [web("mail-catcher", ports.mailWeb, { SMTP_PORT: String(ports.smtp), CATCHER_DIR: `${settings.stateFolder}/mail` })]),
      worker("user-worker", ports.health.users),
      web("portal", ports.portal, {
        INTAKE_URL: local(ports.api),
        DASHBOARD_URL: process.env.DASHBOARD_URL ?? local(ports.dashboard),
        METRICS_PORT: String(ports.metrics.portal),
      }),
      web("queue-dashboard", ports.dashboard, {
        ...database("saihan_operations"),
        INTAKE_URL: local(ports.api),
        METRICS_PORT: String(ports.metrics.dashboard),
      }),
      worker("billing-worker", ports.health.billing, "saihan_worker", process.env.ISSUER_NAME ? {} : sampleIssuer),
      worker("webhook-worker", ports.health.webhooks, "saihan_webhook"),
    ],
  };
}
