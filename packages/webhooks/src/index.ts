export * from "./destination.ts";
export * from "./post.ts";
export * from "./public-address.ts";
export * from "./signature.ts";
export * from "./timing.ts";
