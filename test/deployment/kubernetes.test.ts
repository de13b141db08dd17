import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { throwAwayFolder } from "@saihan/launch";
import { queueNames } from "@saihan/queues";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { loaders } from "./loaders.ts";
import { faultsOf } from "./schema.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = `${root}/deploy/kubernetes`;

interface Env {
  name: string;
  value?: string;
  valueFrom?: { configMapKeyRef?: { name: string; key: string } };
}
interface Container {
  name: string;
  command: string[];
  env?: Env[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  ports?: { name: string; containerPort: number }[];
  startupProbe?: { httpGet: { path: string; port: string } };
  readinessProbe?: { httpGet: { path: string; port: string } };
  livenessProbe?: { httpGet: { path: string; port: string } };
  lifecycle?: { preStop: { sleep: { seconds: number } } };
  resources?: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext?: Record<string, unknown>;
  volumeMounts?: { mountPath: string }[];
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  spec: {
    replicas?: number;
    maxUnavailable?: number;
    selector?: { matchLabels?: Record<string, string>; "app.kubernetes.io/name"?: string };
    podSelector?: { matchLabels?: Record<string, string> };
    ports?: { targetPort: string }[];
    scaleTargetRef?: { name: string };
    minReplicaCount?: number;
    triggers?: { type: string; metadata: { query?: string } }[];
    template: {
      metadata: { labels: Record<string, string> };
      spec: {
        terminationGracePeriodSeconds: number;
        containers: [Container];
        securityContext: { runAsNonRoot: boolean };
        enableServiceLinks?: boolean;
      };
    };
  };
}

const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
const manifests = files.flatMap((file) =>
  parseAllDocuments(readFileSync(`${folder}/${file}`, "utf8"), { uniqueKeys: true }).map((document) => {
    expect([file, document.errors]).toEqual([file, []]);
    return { file, ...(document.toJS() as Manifest) };
  }),
);
const ofKind = (kind: string) => manifests.filter((m) => m.kind === kind);
const deployments = ofKind("Deployment");
/** Stand-ins for what a provider has already: a mail server and a cloud. */
const localOnly = ["mail-catcher", "platform-simulator"];
const services = Object.keys(loaders).filter((name) => !localOnly.includes(name));

const definitions: Record<string, string> = {
  "apps/v1 Deployment": "io.k8s.api.apps.v1.Deployment",
  "batch/v1 Job": "io.k8s.api.batch.v1.Job",
  "policy/v1 PodDisruptionBudget": "io.k8s.api.policy.v1.PodDisruptionBudget",
  "networking.k8s.io/v1 NetworkPolicy": "io.k8s.api.networking.v1.NetworkPolicy",
  ...Object.fromEntries(
    ["Service", "ConfigMap", "Secret", "Namespace", "ServiceAccount"].map((kind) => [`v1 ${kind}`, `io.k8s.api.core.v1.${kind}`]),
  ),
};

/** The variables that a container sees: all of a map or secret first, then its own, `$(NAME)` filled in. */
function environment(container: Container): Record<string, string> {
  const env: Record<string, string> = {};
  const named = (kind: string, name: string) => ofKind(kind).find((m) => m.metadata.name === name);
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    const from = configMapRef ? named("ConfigMap", configMapRef.name) : named("Secret", secretRef?.name ?? "");
    if (!from) throw new Error(`${container.name} asks for what is not there`);
    Object.assign(env, from.data ?? from.stringData);
  }
  if (env.MASTER_KEY) env.MASTER_KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString("base64");
  for (const { name, value, valueFrom } of container.env ?? []) {
    const ref = valueFrom?.configMapKeyRef;
    const given = ref ? named("ConfigMap", ref.name)?.data?.[ref.key] : value;
    if (given === undefined) throw new Error(`${container.name}: ${name} has no value`);
    env[name] = given.replace(/\$\((\w+)\)/g, (_, other: string) => {
      if (env[other] === undefined) throw new Error(`${container.name}: ${name} names ${other}, which is not set before it`);
      return env[other];
    });
  }
  return env;
}

describe("deploy/kubernetes", () => {
  test.each(manifests.map((m) => [m.file, m.kind, m.metadata.name, m] as const))(
    "%s: %s %s has a lawful form",
    (_, kind, __, m) => {
      const { file: ___, ...manifest } = m;
      const faults =
        kind === "ScaledObject"
          ? faultsOf("keda-scaled-object.json", manifest)
          : faultsOf("kubernetes.json", manifest, definitions[`${m.apiVersion} ${kind}`] ?? "unknown");
      expect(faults).toEqual([]);
    },
  );

  test("the schemas notice a misspelt field and a missing one", () => {
    const { file: _, ...good } = deployments[0] as Manifest & { file: string };
    const misspelt = structuredClone(good) as unknown as { spec: { template: { spec: Record<string, unknown> } } };
    misspelt.spec.template.spec.terminationGracePeriod = 3;
    expect(faultsOf("kubernetes.json", misspelt, "io.k8s.api.apps.v1.Deployment").join()).toContain("terminationGracePeriod");
    expect(faultsOf("kubernetes.json", { ...good, spec: {} }, "io.k8s.api.apps.v1.Deployment").join()).toContain("selector");
  });

  test("the list of what is applied names every file but the secrets and what goes first", () => {
    const { resources } = parse(readFileSync(`${folder}/kustomization.yaml`, "utf8")) as { resources: string[] };
    expect(resources.toSorted()).toEqual(files.filter((f) => f !== "secrets.example.yaml" && f !== "migrate.yaml").toSorted());
  });

  test("runs every service of the house, each once", () => {
    expect(deployments.map((d) => d.metadata.name).toSorted()).toEqual(services.toSorted());
  });

  test.each(services)("%s gets settings that it accepts, probes that it answers, and may not do what it need not", (name) => {
    const { spec } = deployments.find((d) => d.metadata.name === name) as Manifest;
    const pod = spec.template.spec;
    const [container] = pod.containers;
    expect(spec.selector?.matchLabels).toEqual({ "app.kubernetes.io/name": name });
    expect(spec.template.metadata.labels).toMatchObject(spec.selector?.matchLabels ?? {});
    expect(() => loaders[name]?.(environment(container))).not.toThrow();
    expect(existsSync(`${root}/${container.command[1]}`)).toBe(true);
    expect([container.startupProbe, container.readinessProbe, container.livenessProbe].map((p) => p?.httpGet.path)).toEqual([
      "/healthz",
      "/readyz",
      "/healthz",
    ]);
    const ports = new Map(container.ports?.map((p) => [p.name, String(p.containerPort)]));
    const env = environment(container);
    expect(ports.get(container.readinessProbe?.httpGet.port ?? "")).toBe(ports.has("http") ? env.PORT : env.HEALTH_PORT);
    if (ports.has("http")) expect(ports.get("metrics")).toBe(env.METRICS_PORT);
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(pod.enableServiceLinks).toBe(false);
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(Object.keys(container.resources?.limits ?? {})).toEqual(["memory"]);
    // A program gives itself ten seconds to stop (packages/runtime).
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(10 + (container.lifecycle?.preStop.sleep.seconds ?? 0));
  });

  test("the portal holds no secret and no address of the database", () => {
    const portal = deployments.find((d) => d.metadata.name === "portal") as Manifest;
    expect(JSON.stringify(portal)).not.toMatch(/secretRef|DATABASE_URL|MASTER_KEY/);
  });

  test("every deployment survives the drain of a machine, and of two processes one stays", () => {
    for (const d of deployments) {
      const budget = ofKind("PodDisruptionBudget").find((b) => b.metadata.name === d.metadata.name);
      expect([d.metadata.name, budget?.spec.maxUnavailable, budget?.spec.selector?.matchLabels]).toEqual([
        d.metadata.name,
        1,
        d.spec.selector?.matchLabels,
      ]);
      expect([d.metadata.name, (d.spec.replicas ?? 0) >= 2]).toEqual([d.metadata.name, d.metadata.name !== "queue-dashboard"]);
    }
  });

  test("nothing is open but what a rule names, and rules and services name what is there", () => {
    const names = new Set(deployments.map((d) => d.metadata.name));
    for (const s of ofKind("Service")) expect(names).toContain(s.spec.selector?.["app.kubernetes.io/name"]);
    const rules = ofKind("NetworkPolicy");
    expect(rules.some((r) => Object.keys(r.spec.podSelector ?? {}).length === 0)).toBe(true);
    for (const r of rules) {
      const name = r.spec.podSelector?.matchLabels?.["app.kubernetes.io/name"];
      if (name) expect(names).toContain(name);
    }
  });

  test("workers are scaled by the age of their own queue's work, from measures that a process has", () => {
    const measured = readFileSync(`${root}/services/outbox-relay/src/measures.ts`, "utf8");
    const scaled = new Map(ofKind("ScaledObject").map((s) => [s.spec.scaleTargetRef?.name, s.spec]));
    const queries: string[] = [];
    for (const [name, spec] of scaled) {
      expect(deployments.map((d) => d.metadata.name)).toContain(name);
      expect(spec.minReplicaCount).toBe(2);
      queries.push(...(spec.triggers ?? []).flatMap((t) => t.metadata.query ?? []));
    }
    expect(scaled.size).toBe(7);
    for (const [, name] of queries.join().matchAll(/(saihan_\w+)/g)) expect(measured).toContain(`"${name}"`);
    const asked = new Set([...queries.join().matchAll(/queue="(\w+)"/g)].map(([, queue]) => queue as string));
    expect(asked).toEqual(new Set(queueNames));
    const states = new Set([...queries.join().matchAll(/state=~"([^"]+)"/g)].flatMap(([, list]) => (list as string).split("|")));
    const sql = readFileSync(`${root}/packages/db/migrations/0016_operations.sql`, "utf8");
    for (const state of states) expect(sql).toContain(`'${state}'`);
  });

  const promtool = spawnSync("promtool", ["--version"]).status === 0;
  if (!promtool && process.env.REQUIRE_PROMTOOL === "1") throw new Error("promtool is required and not on the PATH");
  test.skipIf(!promtool)(`Prometheus can read what is asked${promtool ? "" : " (skipped: no promtool on the PATH)"}`, () => {
    const queries = ofKind("ScaledObject").flatMap((s) => (s.spec.triggers ?? []).flatMap((t) => t.metadata.query ?? []));
    const rules = queries.map((expr, i) => ({ record: `query:${i}`, expr }));
    const file = join(throwAwayFolder("promtool"), "rules.json");
    writeFileSync(file, JSON.stringify({ groups: [{ name: "scaling", rules }] }));
    const said = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8" });
    expect([said.status, said.stderr]).toEqual([0, ""]);
    expect(said.stdout).toContain(`${queries.length} rules found`);
  });
});
