import { type Account, type Action, may } from "../session/api.ts";
import type { TextKey } from "../texts/catalogue.ts";

interface Screen {
  path: `/${string}`;
  label: TextKey;
  /** What its user must be allowed to do; without, it is for everybody. */
  needs?: readonly [keyof Account["allowed"], Action];
}

/** The screens that are there for this user, in the order of the menu. */
export function screensFor(me: Account): Screen[] {
  const isParent = me.contractId === me.partnerId;
  const screens: Screen[] = [
    { path: "/", label: "nav.home" },
    ...(isParent ? [{ path: "/contracts", label: "nav.contracts", needs: ["own", "contract.list"] } as const] : []),
    { path: "/bulks", label: "nav.bulks", needs: ["own", "bulk.view"] },
    { path: `/contracts/${me.contractId}`, label: "nav.contract", needs: ["own", "contract.view"] },
    { path: "/orders", label: "nav.orders", needs: ["own", "order.view"] },
    { path: "/charges", label: "nav.charges", needs: ["own", "charge.view"] },
    { path: "/invoices", label: "nav.invoices", needs: ["own", "invoice.view"] },
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
