import { prepareSchema } from "./house.ts";

/**
 * npm run migrate: brings the schema of DATABASE_URL up to date, as the owner of its tables. Run it before new versions of the services
 * start. With ROLE_PASSWORD the programs' roles (saihan_api, saihan_worker, ...) may sign in with that password.
 */
// Migrations hold a lock for the session, which a pooler would not keep.
const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL is not set: name the database whose schema is to be brought up to date.");
  process.exit(2);
}
const done = await prepareSchema(url, process.env.REDIS_URL || undefined, process.env.ROLE_PASSWORD || undefined);
console.log(done.length > 0 ? `applied ${done.join(", ")}` : "nothing to do");
