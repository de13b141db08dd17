/** Of a contract (契約), as the API names it. */
export const contractStates = [
  ...(["provisioning", "active", "suspending", "suspended", "resuming", "terminating", "terminated", "failed"] as const),
] as const;
export const contractSorts = ["-createdAt", "createdAt", "customerName"] as const;
/** Further ones of the API, which a search that was saved there may bring. */
const everySort = [
  ...contractSorts,
  ...(["-customerName", "customerNumber", "-customerNumber", "startedAt", "-startedAt", "endedAt", "-endedAt"] as const),
] as const;
/** Conditions that have no field on the screen; a saved search may hold them. */
export const furtherConditions = [
  ...(["contractId", "customerNumber", "customerName", "loginId", "mailAddress", "groupId", "label"] as const),
  ...(["startedFrom", "startedTo", "endedFrom", "endedTo"] as const),
] as const;

/** What stands in the address of the list, so that it can be kept, sent to others and gone back to. */
export interface ContractSearch extends Partial<Record<(typeof furtherConditions)[number], string>> {
  q?: string;
  state?: (typeof contractStates)[number];
  sort?: (typeof everySort)[number];
}

export function isShownSort(sort: string): sort is (typeof contractSorts)[number] {
  return contractSorts.some((known) => known === sort);
}

/** What is not known is left out: an address may come from anywhere. */
export function readSearch(given: Record<string, unknown>): ContractSearch {
  const q = given.q === undefined ? "" : String(given.q).trim().slice(0, 200);
  const state = contractStates.find((known) => known === given.state);
  const sort = everySort.find((known) => known === given.sort);
  const further = furtherConditions.flatMap((name) => {
    const text = given[name] === undefined ? "" : String(given[name]).trim().slice(0, 270);
    return text ? [[name, text] as const] : [];
  });
  return { ...(q ? { q } : {}), ...(state ? { state } : {}), ...Object.fromEntries(further), ...(sort ? { sort } : {}) };
}

export const contractTabs = [
  ...(["overview", "tenants", "users", "subscriptions", "orders", "charges", "groups", "audit"] as const),
] as const;
export interface TabSearch {
  tab?: (typeof contractTabs)[number];
}

export function readTab(given: Record<string, unknown>): TabSearch {
  const tab = contractTabs.find((known) => known === given.tab);
  return tab && tab !== "overview" ? { tab } : {};
}
