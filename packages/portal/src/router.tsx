import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readMonth, readReferralState } from "./screens/agency/search.ts";
import { readSearch, readTab } from "./screens/contract-search.ts";
import { askForHome } from "./screens/home/asked.ts";
import { Broken, Inside, NotFound } from "./shell/gate.tsx";

const root = createRootRoute({ component: Inside });
const getParentRoute = () => root;

// Each screen is a file that is loaded when it is opened.
const screens = [
  createRoute({
    ...{ getParentRoute, path: "/" },
    // Without a promise: the screen does not wait for it.
    loader: () => void askForHome(),
    component: lazyRouteComponent(() => import("./screens/home.tsx"), "Home"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/contracts" },
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import("./screens/contracts.tsx"), "Contracts"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/contracts/$contractId" },
    validateSearch: readTab,
    component: lazyRouteComponent(() => import("./screens/contract.tsx"), "Contract"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/contracts/$contractId/users/$userId" },
    component: lazyRouteComponent(() => import("./screens/user.tsx"), "User"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/contracts/$contractId/charges/$month" },
    component: lazyRouteComponent(() => import("./screens/charges-of-month.tsx"), "ChargesOfMonth"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/orders" },
    component: lazyRouteComponent(() => import("./screens/orders.tsx"), "Orders"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/orders/$orderId" },
    component: lazyRouteComponent(() => import("./screens/order.tsx"), "Order"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/charges" },
    component: lazyRouteComponent(() => import("./screens/charges.tsx"), "Charges"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/statements" },
    component: lazyRouteComponent(() => import("./screens/end-user-statements.tsx"), "EndUserStatements"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/contracts/$contractId/statements/$month" },
    component: lazyRouteComponent(() => import("./screens/end-user-statement.tsx"), "EndUserStatement"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/resale-prices" },
    component: lazyRouteComponent(() => import("./screens/resale-prices.tsx"), "ResalePrices"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/invoices" },
    component: lazyRouteComponent(() => import("./screens/invoices.tsx"), "Invoices"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/invoices/$number" },
    component: lazyRouteComponent(() => import("./screens/invoice.tsx"), "Invoice"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/billing-details" },
    component: lazyRouteComponent(() => import("./screens/billing-details.tsx"), "BillingDetails"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/duties" },
    component: lazyRouteComponent(() => import("./screens/duties.tsx"), "Duties"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/approvals" },
    component: lazyRouteComponent(() => import("./screens/approvals.tsx"), "Approvals"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/tickets" },
    component: lazyRouteComponent(() => import("./screens/tickets.tsx"), "Tickets"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/tickets/$ticketId" },
    component: lazyRouteComponent(() => import("./screens/ticket.tsx"), "Ticket"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/notices" },
    component: lazyRouteComponent(() => import("./screens/notices.tsx"), "Notices"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/notices/$noticeId" },
    component: lazyRouteComponent(() => import("./screens/notice.tsx"), "Notice"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/notices/settings" },
    component: lazyRouteComponent(() => import("./screens/notice-settings.tsx"), "NoticeSettings"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/documents" },
    component: lazyRouteComponent(() => import("./screens/documents.tsx"), "Documents"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/groups" },
    component: lazyRouteComponent(() => import("./screens/groups.tsx"), "Groups"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/groups/$groupId" },
    component: lazyRouteComponent(() => import("./screens/group.tsx"), "Group"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/webhooks" },
    component: lazyRouteComponent(() => import("./screens/webhooks.tsx"), "Webhooks"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/webhooks/$webhookId" },
    component: lazyRouteComponent(() => import("./screens/webhook.tsx"), "Webhook"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/bulks" },
    component: lazyRouteComponent(() => import("./screens/bulks.tsx"), "Bulks"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/bulks/$bulkId" },
    component: lazyRouteComponent(() => import("./screens/bulk.tsx"), "Bulk"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/referrals" },
    validateSearch: readReferralState,
    component: lazyRouteComponent(() => import("./screens/agency/referrals.tsx"), "Referrals"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/referrals/$referralId" },
    component: lazyRouteComponent(() => import("./screens/agency/referral.tsx"), "Referral"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/commission" },
    validateSearch: readMonth,
    component: lazyRouteComponent(() => import("./screens/agency/commission.tsx"), "Commission"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/payment-statements" },
    component: lazyRouteComponent(() => import("./screens/agency/payment-statements.tsx"), "PaymentStatements"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/payment-statements/$number" },
    component: lazyRouteComponent(() => import("./screens/agency/payment-statement.tsx"), "PaymentStatement"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/stuck-orders" },
    component: lazyRouteComponent(() => import("./screens/staff/stuck-orders.tsx"), "StuckOrders"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/closes" },
    component: lazyRouteComponent(() => import("./screens/staff/closes.tsx"), "Closes"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/closes/$month" },
    component: lazyRouteComponent(() => import("./screens/staff/close-month.tsx"), "CloseMonth"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/closes/$month/$partnerId" },
    component: lazyRouteComponent(() => import("./screens/staff/close-of-partner.tsx"), "CloseOfPartner"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/approvals-of-all" },
    component: lazyRouteComponent(() => import("./screens/staff/approvals-of-all.tsx"), "ApprovalsOfAll"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/staff-notices" },
    component: lazyRouteComponent(() => import("./screens/staff/notices-of-all.tsx"), "NoticesOfAll"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/staff-notices/$noticeId" },
    component: lazyRouteComponent(() => import("./screens/staff/notice-of-staff.tsx"), "NoticeOfStaff"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/catalogue-versions" },
    component: lazyRouteComponent(() => import("./screens/staff/catalogue-versions.tsx"), "CatalogueVersions"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/platform" },
    component: lazyRouteComponent(() => import("./screens/staff/platform.tsx"), "PlatformPage"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/partners" },
    component: lazyRouteComponent(() => import("./screens/staff/partners.tsx"), "Partners"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/partners/$partnerId" },
    component: lazyRouteComponent(() => import("./screens/staff/partner.tsx"), "PartnerPage"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/account" },
    component: lazyRouteComponent(() => import("./screens/account.tsx"), "YourAccount"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(screens),
  defaultPreload: "intent",
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
