import { Worker } from "bullmq";
import { Redis } from "ioredis";

/** The baseline of work: takes jobs and does nothing but count them. */
const url = process.env.QUEUE_URL ?? "";
const counter = new Redis(url);
new Worker("bare", async () => void (await counter.incr("bare:done")), {
  connection: new Redis(url, { maxRetriesPerRequest: null }) as never,
  concurrency: 50,
});
