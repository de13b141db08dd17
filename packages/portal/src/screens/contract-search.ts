/** Of a contract (契約), as the API names it. */
export const contractStates = [
  ...(["provisioning", "active", "suspending", "suspended", "resuming", "terminating", "terminated", "failed"] as const),
] as const;
export const contractSorts = ["-createdAt", "createdAt", "customerName"] as const;

/** What stands in the address of the list, so that it can be kept, sent to others and gone back to. */
export interface ContractSearch {
  q?: string;
  state?: (typeof contractStates)[number];
  sort?: (typeof contractSorts)[number];
}

/** What is not known is left out: an address may come from anywhere. */
export function readSearch(given: Record<string, unknown>): ContractSearch {
  const q = given.q === undefined ? "" : String(given.q).trim().slice(0, 200);
  const state = contractStates.find((known) => known === given.state);
  const sort = contractSorts.find((known) => known === given.sort);
  return { ...(q ? { q } : {}), ...(state ? { state } : {}), ...(sort ? { sort } : {}) };
}

export const contractTabs = ["overview", "tenants", "users", "subscriptions", "orders", "charges", "audit"] as const;
export interface TabSearch {
  tab?: (typeof contractTabs)[number];
}

export function readTab(given: Record<string, unknown>): TabSearch {
  const tab = contractTabs.find((known) => known === given.tab);
  return tab && tab !== "overview" ? { tab } : {};
}
