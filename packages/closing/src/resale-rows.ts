import { type BandInput, bandsOf, Exact, type ResaleKind, type ResaleRule } from "@saihan/billing";
import type { ResaleRuleRow } from "@saihan/db";
import { exactNumbers } from "./prices.ts";

/** A rule as the pure functions take it. */
export function resaleRuleOf(row: Omit<ResaleRuleRow, "createdBy" | "endedBy" | "endedAt">): ResaleRule {
  return {
    id: row.id,
    scope: scopeOf(row),
    holder: holderOf(row),
    from: row.fromMonth.slice(0, 7),
    to: row.toMonth?.slice(0, 7),
    enteredLate: row.late ? row.createdAt.toISOString() : undefined,
    price: resaleKindOf(row.price),
  };
}

/**
 * A price as it is stored and as the API takes it, numbers as decimal text.
 * @throws RangeError when bands do not rise, or one has no price
 */
export function resaleKindOf(price: Record<string, unknown>): ResaleKind {
  const { bands, ...rest } = exactNumbers(price) as Record<string, unknown> & { bands?: BandInput[] };
  if (bands !== undefined) return { ...rest, bands: bandsOf(bands) } as unknown as ResaleKind;
  return (rest.kind === "package" ? { freeUnits: Exact.zero, ...rest } : rest) as unknown as ResaleKind;
}

function scopeOf({
  scope,
  resourceId,
  menu,
  plan,
  category,
}: Pick<ResaleRuleRow, "scope" | "resourceId" | "menu" | "plan" | "category">) {
  switch (scope) {
    case "resource":
      return { of: scope, resourceId: resourceId ?? "" } as const;
    case "plan":
      return { of: scope, menu: menu ?? "", plan: plan ?? "" } as const;
    case "menu":
      return { of: scope, menu: menu ?? "" } as const;
    case "category":
      return { of: scope, category: category ?? "" } as const;
    case "all":
      return { of: scope } as const;
  }
}

function holderOf({ holder, contractId, groupId }: Pick<ResaleRuleRow, "holder" | "contractId" | "groupId">) {
  switch (holder) {
    case "contract":
      return { of: holder, contractId: contractId ?? "" } as const;
    case "group":
      return { of: holder, groupId: groupId ?? "" } as const;
    case "partner":
      return { of: holder } as const;
  }
}
