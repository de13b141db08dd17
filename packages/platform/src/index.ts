export type { Circuit } from "./breaker.ts";
export * from "./drift.ts";
export type { CircuitListener } from "./guarded.ts";
export * from "./listing.ts";
export { openPlatform, type PlatformConfig } from "./open.ts";
export * from "./platform.ts";
export { connectSimulator } from "./simulator.ts";
