import { queryOptions } from "@tanstack/react-query";
import { type Account, type Action, api, may } from "../../session/api.ts";
import { queries, whoIAm } from "../../session/me.ts";

/** More than these are not counted: whoever looks sees all of them. */
export const most = 100;

/** What the home screen asks for, each if its user may. */
const asked = {
  orders: () =>
    queryOptions({
      queryKey: ["orders", "home"],
      queryFn: ({ signal }) => api.get("/v1/orders", { signal, params: { query: { limit: most } } }),
    }),
  duties: () =>
    queryOptions({
      queryKey: ["duties", "home"],
      queryFn: ({ signal }) => api.get("/v1/duties", { signal, params: { query: { standing: "open", limit: most } } }),
    }),
  approvals: () =>
    queryOptions({
      queryKey: ["approvals", "home"],
      queryFn: ({ signal }) =>
        api.get("/v1/approval-requests", { signal, params: { query: { status: "registered", limit: most } } }),
    }),
  tickets: () =>
    queryOptions({
      queryKey: ["tickets", "home"],
      queryFn: ({ signal }) => api.get("/v1/tickets", { signal, params: { query: { state: "answered", limit: most } } }),
    }),
  statements: () =>
    queryOptions({
      queryKey: ["statements", "home"],
      queryFn: ({ signal }) => api.get("/v1/payment-statements", { signal, params: { query: { limit: most } } }),
    }),
  referrals: () =>
    queryOptions({
      queryKey: ["referrals", "home"],
      queryFn: ({ signal }) => api.get("/v1/referrals", { signal, params: { query: { state: "registered", limit: most } } }),
    }),
  notices: () =>
    queryOptions({
      queryKey: ["notices", "newest"],
      queryFn: ({ signal }) => api.get("/v1/notices", { signal, params: { query: { limit: 3 } } }),
    }),
  months: (contractId: string) =>
    queryOptions({
      queryKey: ["charges", contractId],
      queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/charges", { signal, params: { path: { contractId } } }),
    }),
};

const needs: Record<keyof typeof asked, Action> = {
  ...({ orders: "order.view", duties: "duty.view", approvals: "approval-request.view" } as const),
  ...({ statements: "payment-statement.view", referrals: "referral.view" } as const),
  ...({ tickets: "ticket.view", notices: "notice.view", months: "charge.view" } as const),
};

/** One of them, which waits for nothing if its user may. */
export function atHome<Name extends keyof typeof asked>(me: Account, name: Name) {
  const options = asked[name](me.contractId) as ReturnType<(typeof asked)[Name]>;
  return { ...options, enabled: may(me, "own", needs[name]) };
}

/** Asks for all of it at once, before the screen is there that shows it. */
export async function askForHome(): Promise<void> {
  const me = await whoIAm();
  if (!me || me.staff) return;
  for (const name of Object.keys(asked) as (keyof typeof asked)[]) {
    const { enabled, ...options } = atHome(me, name as "orders");
    if (enabled) void queries.prefetchQuery(options);
  }
}
