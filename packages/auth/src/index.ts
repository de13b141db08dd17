export * from "./api-key.ts";
export * from "./keys.ts";
export * from "./operator-sign-in.ts";
export * from "./password.ts";
export * from "./password-link.ts";
export * from "./totp.ts";
