import { defineConfig } from "vitest/config";

/** The pure tests of what is mutated. */
export default defineConfig({
  test: {
    include: ["packages/{domain,auth,billing}/**/*.test.ts", "services/intake-api/src/*.test.ts"],
    exclude: ["**/*.db.test.ts", "**/node_modules/**"],
  },
});
