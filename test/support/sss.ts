import type { Reply } from "./client.ts";
import { clientOf } from "./client.ts";
import type { House } from "./house.ts";

/** Headers as the provider's public clients send them (User-Agent and Accept; the token goes beside them). */
export const agents = {
  sdk: { "user-agent": "eclsdk/1.8.0 keystoneauth1/5.0.0 python-requests/2.28.1 CPython/3.11.2", accept: "application/json" },
  cli: { "user-agent": "python-sssclient", accept: "application/json" },
  go: { "user-agent": "eclcloud/1.0.0", accept: "application/json" },
} as const;
export type Agent = keyof typeof agents;

export interface Pair {
  name: string;
  secret: string;
}

/** A key of the house as the name and secret that clients sign in with. */
export function pairOf(apiKey: string): Pair {
  const [, name = "", secret = ""] = apiKey.split("_");
  return { name, secret };
}

export function tokenBody({ name, secret }: Pair, tenantId: string) {
  const user = { name, password: secret, domain: { id: "default" } };
  return { auth: { identity: { methods: ["password"], password: { user } }, scope: { project: { id: tenantId } } } };
}

/** Signs in as a client does. */
export function signIn(api: string, pair: Pair, tenantId: string): Promise<Reply> {
  return clientOf(api, undefined).send("POST", "/v3/auth/tokens", tokenBody(pair, tenantId));
}

/** Calls behind the catalogue's address with a token, as one of the clients. */
export function sssOf(base: string, token: string, agent: Agent = "sdk") {
  const client = clientOf(base, undefined);
  return (method: string, path: string, body?: unknown) =>
    client.send(method, path, body, { ...agents[agent], "x-auth-token": token });
}

/** A tenant of the contract, to which its representative has access. */
export async function someTenant(
  house: House,
  contractId: string,
  name: string,
  apiKey = house.partner.apiKey,
  region = "jp1",
): Promise<string> {
  const owner = clientOf(house.api, { apiKey });
  const made = await owner.post(`/v1/contracts/${contractId}/tenants`, { name, region });
  const ended = await owner.ended(made);
  if (ended.state !== "succeeded") throw new Error(`no tenant: ${JSON.stringify(ended)}`);
  return made.body.tenant.id as string;
}
