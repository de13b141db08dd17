export { openPlatform } from "./open.ts";
export * from "./platform.ts";
export { connectSimulator } from "./simulator.ts";
