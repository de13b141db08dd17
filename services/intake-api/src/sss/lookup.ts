import { contractHolding, single } from "@saihan/db";
import { tenantIdPattern, userIdPattern, workspaceIdPattern } from "@saihan/domain";
import type { SssAsked } from "./route.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const patterns = {
  user: userIdPattern,
  tenant: tenantIdPattern,
  workspace: workspaceIdPattern,
  iamGroup: uuid,
  iamRole: uuid,
} as const;

/**
 * The contract of what a path names by its own id alone. What the caller does not see is looked for in their own contract, where it is not
 * there either: so it answers as what is missing.
 */
export async function contractOf(
  { ctx, caller }: Pick<SssAsked, "ctx" | "caller">,
  kind: keyof typeof patterns,
  id: string,
): Promise<string> {
  if (!patterns[kind].test(id)) return caller.contractId;
  const [found] = await single(ctx.db, caller, (tx) => contractHolding(tx, kind, id));
  return found?.contractId ?? caller.contractId;
}

/** All rows of a list of the Partner API, page by page. */
export async function everyPage<Row>(
  ask: SssAsked["ask"],
  id: string,
  wrapper: string,
  given: { params?: Record<string, string>; query?: object },
): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await ask(id, { ...given, query: { ...given.query, limit: "100", ...(after ? { after } : {}) } });
    rows.push(...(page[wrapper] as Row[]));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** Rows that are there, or are becoming. */
export const lives = ({ state }: { state: string }): boolean =>
  state !== "deleted" && state !== "failed" && state !== "terminated";
