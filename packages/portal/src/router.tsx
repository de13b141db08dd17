import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readSearch } from "./screens/contract-search.ts";
import { Broken, Gate, NotFound } from "./shell/gate.tsx";

const root = createRootRoute({ component: Gate });
const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(() => import("./screens/home.tsx"), "Home"),
});
const contracts = createRoute({
  getParentRoute: () => root,
  path: "/contracts",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./screens/contracts.tsx"), "Contracts"),
});
const account = createRoute({
  getParentRoute: () => root,
  path: "/account",
  component: lazyRouteComponent(() => import("./screens/account.tsx"), "YourAccount"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, contracts, account]),
  defaultPreload: "intent",
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
