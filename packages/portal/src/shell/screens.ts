import { type Account, type Action, may, staffMay } from "../session/api.ts";
import type { TextKey } from "../texts/catalogue.ts";

interface Screen {
  path: `/${string}`;
  label: TextKey;
  /** What its user must be allowed to do; without, it is for everybody. */
  needs?: readonly [keyof Account["allowed"], Action];
}

/** The screens that are there for this user, in the order of the menu. */
export function screensFor(me: Account): Screen[] {
  if (me.staff) return [...staffScreensFor(me), ...partnerScreensFor(me)];
  return ownScreensFor(me);
}

/** What goes over all partners, for the provider's staff. */
export function staffScreensFor(me: Account): Screen[] {
  const screens: readonly (Screen & { action: Action })[] = [
    { path: "/partners", label: "nav.partners", action: "partner.list" },
    { path: "/stuck-orders", label: "nav.stuck", action: "order.list-stuck" },
    { path: "/closes", label: "nav.closes", action: "close.list-all" },
    { path: "/approvals-of-all", label: "nav.approvalsAll", action: "approval-request.list-all" },
    { path: "/staff-notices", label: "nav.noticesAll", action: "notice.list-all" },
    { path: "/catalogue-versions", label: "nav.versions", action: "catalogue.view" },
    { path: "/platform", label: "nav.platform", action: "platform.view" },
  ];
  return screens.filter(({ action }) => staffMay(me, action));
}

/** What the staff see of the partner for whom they work. */
export function partnerScreensFor(me: Account): Screen[] {
  const notTheirs: readonly string[] = ["/", "/account", "/notices", "/documents"];
  return me.staff?.partner ? ownScreensFor(me).filter(({ path }) => !notTheirs.includes(path)) : [];
}

/** What an agency (代理店) does beside what every partner does. */
const agencyScreens: readonly Screen[] = [
  { path: "/referrals", label: "nav.referrals", needs: ["own", "referral.view"] },
  { path: "/commission", label: "nav.commission", needs: ["own", "commission.view"] },
  { path: "/payment-statements", label: "nav.statements", needs: ["own", "payment-statement.view"] },
];

function ownScreensFor(me: Account): Screen[] {
  const isParent = me.contractId === me.partnerId;
  const screens: Screen[] = [
    { path: "/", label: "nav.home" },
    ...(isParent ? [{ path: "/contracts", label: "nav.contracts", needs: ["own", "contract.list"] } as const] : []),
    { path: "/bulks", label: "nav.bulks", needs: ["own", "bulk.view"] },
    { path: `/contracts/${me.contractId}`, label: "nav.contract", needs: ["own", isParent ? "contract.view" : "tenant.view"] },
    { path: "/orders", label: "nav.orders", needs: ["own", "order.view"] },
    { path: "/charges", label: "nav.charges", needs: ["own", "charge.view"] },
    ...(isParent ? [] : [{ path: "/statements", label: "nav.endUser", needs: ["own", "end-user-statement.view"] } as const]),
    { path: "/resale-prices", label: "nav.resale", needs: ["own", "resale-rule.view"] },
    { path: "/invoices", label: "nav.invoices", needs: ["own", "invoice.view"] },
    ...(me.model === "agency" ? agencyScreens : []),
    { path: "/billing-details", label: "nav.billingDetails", needs: ["own", "billing-details.view"] },
    { path: "/groups", label: "nav.groups", needs: ["own", "group.view"] },
    { path: "/duties", label: "nav.duties", needs: ["own", "duty.view"] },
    { path: "/approvals", label: "nav.approvals", needs: ["own", "approval-request.view"] },
    { path: "/tickets", label: "nav.tickets", needs: ["own", "ticket.view"] },
    { path: "/notices", label: "nav.notices", needs: ["own", "notice.view"] },
    { path: "/documents", label: "nav.documents", needs: ["own", "document.view"] },
    { path: "/webhooks", label: "nav.webhooks", needs: ["own", "webhook.view"] },
    { path: "/account", label: "nav.account" },
  ];
  return screens.filter(({ needs }) => needs === undefined || may(me, needs[0], needs[1]));
}
