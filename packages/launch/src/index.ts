export { type EmbeddedPostgres, startPostgres } from "./embedded-postgres.ts";
export { type GuardedChild, spawnGuarded } from "./guarded-child.ts";
export { findRedisServer, type LocalRedis, startRedis } from "./local-redis.ts";
export { nodeArgs } from "./node-args.ts";
export { freePort, portNear } from "./ports.ts";
export { type ServiceSpec, type Supervised, Supervisor } from "./supervisor.ts";
export { throwAwayFolder } from "./throw-away-folder.ts";
export { waitFor } from "./wait-for.ts";
