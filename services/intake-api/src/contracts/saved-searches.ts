import {
  deleteSavedSearch,
  insertSavedSearch,
  listSavedSearches,
  lockSavedSearches,
  renameSavedSearch,
  type SavedSearchRow,
  single,
  transaction,
} from "@saihan/db";
import { no, orderIdPattern, type Rejection } from "@saihan/domain";
import { v7 } from "uuid";
import { displayText, instant, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";
import { ownAccount } from "../sign-in/own-account.ts";
import { contractFilters, contractSort } from "./search.ts";

/** Of one user. */
const most = 50;

const nameField = displayText(60, "大阪支店の停止中の契約");
const queryField = z
  .strictObject({ ...contractFilters, sort: contractSort.removeDefault().optional() })
  .refine((query) => Object.values(query).some((value) => value !== undefined), { error: "must ask for something" })
  .openapi("SavedSearchQuery", { description: "Parameters of `GET /v1/contracts`, kept as the search reads them" });
const savedSearchSchema = z
  .object({ id: z.uuid(), name: z.string(), query: queryField, createdAt: instant })
  .openapi("SavedSearch");

function view({ id, name, query, createdAt }: SavedSearchRow) {
  return { id, name, query, createdAt: createdAt.toISOString() };
}

const common = { tag: "Contracts", target: ownAccount, query: nothing, order: false } as const;
const oneSearch = z.strictObject({ savedSearchId: z.string() });
const unknown = no("SAVED_SEARCH_NOT_FOUND", {});

export const savedSearchOperations = [
  operation({
    ...common,
    method: "get",
    path: "/v1/saved-searches",
    id: "listSavedSearches",
    summary: "Your own saved searches of contracts, by name",
    action: "saved-search.view",
    params: nothing,
    status: 200,
    answer: z.object({ savedSearches: z.array(savedSearchSchema) }),
    refusals: [],
    handle: async (ctx, { caller }) => {
      const rows = await single(ctx.db, caller, (tx) => listSavedSearches(tx));
      return ok(200, { savedSearches: rows.map(view) });
    },
  }),
  operation({
    ...common,
    method: "post",
    path: "/v1/saved-searches",
    id: "saveSearch",
    summary: "Keep a search of contracts under a name",
    description: `Nobody else sees it. ${most} at most; a name stands once.`,
    action: "saved-search.keep",
    params: nothing,
    body: z.strictObject({ name: nameField, query: queryField }).openapi("SaveSearch"),
    status: 201,
    answer: savedSearchSchema,
    refusals: ["SAVED_SEARCH_NAME_TAKEN", "SAVED_SEARCH_LIMIT_REACHED"],
    handle: (ctx, { caller, body: { name, query } }) =>
      transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
        const { partnerId, contractId, userId } = caller;
        await lockSavedSearches(tx, userId);
        const has = await listSavedSearches(tx);
        if (has.some((one) => one.name === name)) return no("SAVED_SEARCH_NAME_TAKEN", { name });
        if (has.length >= most) return no("SAVED_SEARCH_LIMIT_REACHED", { limit: most });
        const asked = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
        const row = { id: v7(), name, query: Object.fromEntries(asked), createdAt: ctx.now() };
        await insertSavedSearch(tx, { ...row, partnerId, contractId, userId });
        return ok(201, view(row));
      }),
  }),
  operation({
    ...common,
    method: "patch",
    path: "/v1/saved-searches/{savedSearchId}",
    id: "renameSavedSearch",
    summary: "Rename a saved search",
    action: "saved-search.keep",
    params: oneSearch,
    body: z.strictObject({ name: nameField }).openapi("RenameSavedSearch"),
    status: 200,
    answer: savedSearchSchema,
    refusals: ["SAVED_SEARCH_NOT_FOUND", "SAVED_SEARCH_NAME_TAKEN"],
    handle: (ctx, { caller, params: { savedSearchId: id }, body: { name } }) => {
      if (!orderIdPattern.test(id)) return Promise.resolve(unknown);
      return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
        await lockSavedSearches(tx, caller.userId);
        const has = await listSavedSearches(tx);
        if (!has.some((one) => one.id === id)) return unknown;
        if (has.some((one) => one.id !== id && one.name === name)) return no("SAVED_SEARCH_NAME_TAKEN", { name });
        const [row] = await renameSavedSearch(tx, id, name);
        return row ? ok(200, view(row)) : unknown;
      });
    },
  }),
  operation({
    ...common,
    method: "delete",
    path: "/v1/saved-searches/{savedSearchId}",
    id: "deleteSavedSearch",
    summary: "Delete a saved search",
    action: "saved-search.keep",
    params: oneSearch,
    status: 204,
    answer: z.undefined(),
    refusals: ["SAVED_SEARCH_NOT_FOUND"],
    handle: async (ctx, { caller, params: { savedSearchId: id } }): Promise<Answer | Rejection> => {
      if (!orderIdPattern.test(id)) return unknown;
      const [gone] = await single(ctx.db, caller, (tx) => deleteSavedSearch(tx, id));
      return gone ? { ok: true, status: 204, body: "" } : unknown;
    },
  }),
];
