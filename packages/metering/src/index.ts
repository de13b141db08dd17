export * from "./generate-usage.ts";
export * from "./read-event.ts";
export * from "./read-lines.ts";
export * from "./retry-parked.ts";
export * from "./take-usage.ts";
