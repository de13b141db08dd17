export { type Effect, failureOf, orderHandler, Refused, type Undertaking } from "./carry-out.ts";
export { type Comparison, comparePlatform } from "./compare-platform.ts";
export type { FulfilmentContext } from "./context.ts";
export { domainOf } from "./domain-of.ts";
export { mailOf } from "./mail-of.ts";
export { type NamedForRemoval, repairContract } from "./repairing.ts";
export { compensate, refuseAndTakeBack } from "./taking-back.ts";
export { userOnPlatform } from "./user-on-platform.ts";
export { watchPlatform } from "./watch-platform.ts";
