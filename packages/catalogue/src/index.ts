export * from "./business-days.ts";
export * from "./day.ts";
