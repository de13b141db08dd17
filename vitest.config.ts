import { defineConfig } from "vitest/config";

/**
 * `x.test.ts` is pure; `x.db.test.ts` needs the database; scenarios run the whole house, once on each queue store.
 * The servers come from test/support/servers.ts.
 */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ["test/support/servers.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["{packages,services,scripts,test}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", "test/scenarios/**", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["{packages,services,scripts,test}/**/*.db.test.ts"],
          exclude: ["test/scenarios/**", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: { name: "scenarios on postgres", include: ["test/scenarios/**/*.test.ts"], env: { QUEUE_STORE: "postgres" } },
      },
      {
        extends: true,
        test: { name: "scenarios on redis", include: ["test/scenarios/**/*.test.ts"], env: { QUEUE_STORE: "redis" } },
      },
    ],
  },
});
