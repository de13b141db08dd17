export * from "./business-days.ts";
export * from "./day.ts";
export * from "./legal-name.ts";
