import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readSearch, readTab } from "./screens/contract-search.ts";
import { Broken, Gate, NotFound } from "./shell/gate.tsx";

const root = createRootRoute({ component: Gate });
const getParentRoute = () => root;

// Each screen is a file that is loaded when it is opened.
const screens = [
  createRoute({ getParentRoute, path: "/", component: lazyRouteComponent(() => import("./screens/home.tsx"), "Home") }),
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
    ...{ getParentRoute, path: "/invoices" },
    component: lazyRouteComponent(() => import("./screens/invoices.tsx"), "Invoices"),
  }),
  createRoute({
    ...{ getParentRoute, path: "/invoices/$number" },
    component: lazyRouteComponent(() => import("./screens/invoice.tsx"), "Invoice"),
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
