import { inject } from "vitest";
import type { KeystoneForTests } from "./keystone-server.ts";

/** Why tests against a real Keystone cannot run here, if they cannot. */
export const missingKeystone = inject("keystone") === undefined ? "no Keystone is installed" : undefined;

export function realKeystone(): KeystoneForTests {
  const keystone = inject("keystone");
  if (!keystone) throw new Error("no Keystone is installed");
  return keystone;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
type Json = any;

/** Keystone past the adapter: for arranging and looking. */
export interface KeystoneAdmin {
  call(method: string, path: string, body?: object): Promise<Json>;
  /** Everything in a domain, by name. */
  inside(domainId: string): Promise<{ projects: string[]; users: string[] }>;
  domainsNamed(name: string): Promise<Json[]>;
}

/** @param keystone another than the one that the tests share */
export async function keystoneAdmin(keystone: KeystoneForTests = realKeystone()): Promise<KeystoneAdmin> {
  const { url, username, password, project } = keystone;
  const signIn = await fetch(`${url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: {
        identity: { methods: ["password"], password: { user: { name: username, domain: { name: "Default" }, password } } },
        scope: { project: { name: project, domain: { name: "Default" } } },
      },
    }),
  });
  const token = signIn.headers.get("x-subject-token") ?? "";
  const call = async (method: string, path: string, body?: object): Promise<Json> => {
    const answer = await fetch(url + path, {
      method,
      headers: { "x-auth-token": token, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const names = (list: { name: string }[]) => list.map((o) => o.name).toSorted((a, b) => (a < b ? -1 : 1));
  return {
    call,
    inside: async (domainId) => ({
      projects: names((await call("GET", `/projects?domain_id=${domainId}`)).projects),
      users: names((await call("GET", `/users?domain_id=${domainId}`)).users),
    }),
    domainsNamed: async (name) => (await call("GET", `/domains?name=${name}`)).domains,
  };
}
