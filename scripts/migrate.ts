import { prepareSchema } from "./house.ts";

/** npm run migrate: brings the schema of DATABASE_URL up to date. Run it before new versions of the services start. */
const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL is not set: name the database whose schema is to be brought up to date.");
  process.exit(2);
}
const done = await prepareSchema(url, process.env.REDIS_URL || undefined);
console.log(done.length > 0 ? `applied ${done.join(", ")}` : "nothing to do");
