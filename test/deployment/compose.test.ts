import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loaders } from "./loaders.ts";
import { faultsOf } from "./schema.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const given: Record<string, string> = {
  POSTGRES_PASSWORD: "secret",
  ROLE_PASSWORD: "roles",
  REDIS_PASSWORD: "secret",
  MASTER_KEY: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("base64"),
  ISSUER_NAME: "Issuer",
  ISSUER_ADDRESS: "Tokyo",
  ISSUER_REGISTRATION: "T7010705000725",
};

interface ComposeService {
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
}

const compose = parse(readFileSync(`${root}/docker-compose.yml`, "utf8"), { merge: true }) as {
  services: Record<string, ComposeService>;
};

/** `${NAME:-default}` and `${NAME:?message}`, as compose reads them. */
function filled(text: string): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string | undefined, rest: string) => {
    const value = given[name];
    if (value !== undefined) return value;
    if (kind === "-") return rest;
    throw new Error(`${name} has no value: ${rest}`);
  });
}

describe("docker-compose.yml", () => {
  test("is as the Compose Specification has it", () => {
    expect(faultsOf("compose.json", compose)).toEqual([]);
    expect(faultsOf("compose.json", { services: { api: { image: "saihan", helthcheck: {} } } })).not.toEqual([]);
  });

  test("runs every service of the house", () => {
    const services = readdirSync(`${root}/services`);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(services));
    expect(Object.keys(loaders).toSorted()).toEqual(services.toSorted());
  });

  test.each(Object.keys(loaders))("%s gets settings that it accepts, a main that is there, and a health check", (name) => {
    const service = compose.services[name] as ComposeService;
    const env = Object.fromEntries(Object.entries(service.environment ?? {}).map(([key, value]) => [key, filled(String(value))]));
    expect(() => loaders[name]?.({ ...env, HOST: "0.0.0.0", HEALTH_PORT: "8080" })).not.toThrow();
    expect(existsSync(`${root}/${service.command?.[1]}`)).toBe(true);
    expect(service.healthcheck?.test?.join(" ")).toContain("/readyz");
  });

  test("refuses to start without its secrets", () => {
    for (const name of Object.keys(given)) {
      const kept = given[name] as string;
      delete given[name];
      const environments = JSON.stringify(compose.services);
      expect(() => filled(environments), name).toThrow(name);
      given[name] = kept;
    }
  });
});
