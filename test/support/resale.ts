import { connect, disconnect } from "@saihan/db";
import type { OperatorActor } from "@saihan/domain";
import type { Desk } from "../../services/intake-api/src/operator-desk/desk.ts";
import { recordPartnerAgreement } from "../../services/intake-api/src/operator-desk/records.ts";
import { clientOf, someContract } from "./client.ts";
import type { House, Partner } from "./house.ts";

export const operator: OperatorActor = { kind: "operator", id: "operator:op1", type: "operations" };

/** The desk of an operator, signed in to the database as the API is. */
export function openDesk(house: House): Desk & { close(): Promise<void> } {
  const db = connect({ url: house.database.as("saihan_api"), applicationName: "desk", max: 2 });
  return { db, now: house.clock.now, operator, close: () => disconnect(db) };
}

/** Records an agreement that is in force, naming these menus. */
export async function sign(desk: Desk, partner: Partner, names: string[] = []): Promise<void> {
  const id = `agreement-${partner.contractId}`;
  const outcome = await recordPartnerAgreement(desk, partner.contractId, { id, from: "2020-04-01", names });
  if (!outcome.ok) throw new Error(outcome.code);
}

export interface Child {
  contractId: string;
  tenantId: string;
}

let tenants = 0;

/** A child contract with a tenant, both in use. */
export async function addChild(house: House, partner: Partner): Promise<Child> {
  const client = clientOf(house.api, partner);
  const contract = await client.post("/v1/contracts", someContract({ notifyRepresentative: false }));
  const contractId: string = contract.body.contract.id;
  const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, {
    name: `resale-${++tenants}-${contractId}`,
    region: "jp1",
  });
  const ended = await client.ended(tenant);
  if (ended.state !== "succeeded") throw new Error(`the tenant is ${ended.state}`);
  return { contractId, tenantId: tenant.body.tenant.id };
}

/** The body of an order for a menu. */
export function order(child: Child, menu: string, more: Record<string, unknown> = {}) {
  return { tenantId: child.tenantId, menu, plan: "standard", name: menu, ...more };
}
