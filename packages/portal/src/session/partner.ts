/** A partner on which one of the provider's staff works. */
export interface Partner {
  id: string;
  name: string;
}

const kept = "saihan-partner";

/** The partner that was chosen in this window: two windows may work for two partners. */
export function chosenPartner(): Partner | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(kept) ?? "null") as Partial<Partner> | null;
    return found?.id && found.name !== undefined ? { id: found.id, name: found.name } : undefined;
  } catch {
    return undefined;
  }
}

/** Works for this partner from now on, or for none. The page begins anew, so that nothing of another one stays in memory. */
export function workFor(partner: Partner | undefined, path: string): void {
  if (partner) sessionStorage.setItem(kept, JSON.stringify(partner));
  else sessionStorage.removeItem(kept);
  location.assign(path);
}

/** For when somebody else signs in. */
export function forgetPartner(): void {
  sessionStorage.removeItem(kept);
}
