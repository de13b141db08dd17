import type { Tx } from "../transaction.ts";

/**
 * Every id on the platform that is or was recorded for the contract, its tenants and its users, and for the parent: an order of a child
 * may have made a parent's user there.
 */
export async function platformIdsOf(tx: Tx, contractId: string): Promise<ReadonlySet<string>> {
  const rows = await tx<{ platformId: string }[]>`
    select platform_id from contracts where (id = ${contractId} or kind = 'parent') and platform_id is not null
    union all
    select platform_id from tenants where contract_id = ${contractId} and platform_id is not null
    union all
    select platform_id from users where contract_id in (${contractId}, partner_id) and platform_id is not null`;
  return new Set(rows.map((row) => row.platformId));
}
