export { type Effect, failureOf, orderHandler, Refused, type Undertaking } from "./carry-out.ts";
export type { FulfilmentContext } from "./context.ts";
export { domainOf } from "./domain-of.ts";
export { hearCircuit } from "./hear-circuit.ts";
export { mailOf } from "./mail-of.ts";
export { compensate, refuseAndTakeBack } from "./taking-back.ts";
export { userOnPlatform } from "./user-on-platform.ts";
