import { defineConfig } from "vitest/config";

const apart = ["test/scenarios/**", "test/fuzz/**", "test/house/**", "test/keystone/**", "test/portal/**", "**/node_modules/**"];
/** One Postgres and one Redis serve every project that names this. */
const servers = ["test/support/servers.ts"];

/**
 * `x.test.ts` is pure; `x.db.test.ts` needs the database; scenarios run the whole house in one process, once on each queue store;
 * `test/house` runs it as the processes that it is in real life; `test/keystone` has a real Keystone beside the servers; `test/portal` looks
 * at the portal with a real browser.
 */
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["{packages,services,scripts,test}/**/*.test.ts"],
          exclude: ["**/*.db.test.ts", ...apart],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          globalSetup: servers,
          include: ["{packages,services,scripts}/**/*.db.test.ts"],
          exclude: apart,
        },
      },
      {
        extends: true,
        test: {
          name: "scenarios on postgres",
          globalSetup: servers,
          include: ["test/{scenarios,fuzz}/**/*.test.ts"],
          env: { QUEUE_STORE: "postgres" },
        },
      },
      {
        extends: true,
        test: {
          name: "scenarios on redis",
          globalSetup: servers,
          include: ["test/scenarios/**/*.test.ts"],
          env: { QUEUE_STORE: "redis" },
        },
      },
      {
        extends: true,
        test: {
          name: "portal",
          globalSetup: servers,
          include: ["test/portal/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          env: { QUEUE_STORE: "postgres" },
        },
      },
      {
        extends: true,
        test: { name: "house", include: ["test/house/**/*.test.ts"], testTimeout: 240_000, fileParallelism: false },
      },
      {
        extends: true,
        test: {
          name: "keystone",
          globalSetup: [...servers, "test/support/keystone-server.ts"],
          include: ["test/keystone/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          env: { QUEUE_STORE: "postgres" },
        },
      },
    ],
  },
});
