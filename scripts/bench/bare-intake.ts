import express from "express";
import postgres from "postgres";
import { z } from "zod";

/**
 * The baseline of intake: Express, JSON, a zod schema and one statement with the order and its outbox row. No sign-in, no idempotency,
 * no audit, no log. With QUEUE_URL it also adds the job to BullMQ itself and waits for that.
 */
const body = z.strictObject({
  customerName: z.string().min(1).max(100),
  language: z.enum(["ja", "en"]).default("ja"),
  representative: z.strictObject({ loginId: z.string(), mailAddress: z.email(), name: z.string().optional() }),
  notifyRepresentative: z.boolean().optional(),
});
const sql = postgres(process.env.DATABASE_URL ?? "", { max: 12, onnotice: () => {} });
await sql`create table if not exists bare_orders (id bigint generated always as identity primary key, input jsonb not null, at timestamptz not null default now())`;
await sql`create table if not exists bare_outbox (id bigint generated always as identity primary key, order_id bigint not null, payload jsonb not null)`;
let add: ((id: string) => Promise<unknown>) | undefined;
if (process.env.QUEUE_URL) {
  const { Queue } = await import("bullmq");
  const { Redis } = await import("ioredis");
  const queue = new Queue("bare", { connection: new Redis(process.env.QUEUE_URL, { maxRetriesPerRequest: null }) as never });
  add = (id) => queue.add("bare", { orderId: id }, { removeOnComplete: { count: 1_000 } });
}
const app = express();
app.disable("x-powered-by");
app.use(express.json());
app.get("/healthz", (_req, res) => void res.json({ status: "ok" }));
app.post("/orders", async (req, res) => {
  const input = body.parse(req.body);
  const [row] = await sql<{ orderId: string }[]>`
    with o as (insert into bare_orders (input) values (${sql.json(input)}) returning id)
    insert into bare_outbox (order_id, payload) select id, jsonb_build_object('orderId', id) from o returning order_id as "orderId"`;
  await add?.(String(row?.orderId));
  res.status(202).json({ order: { id: row?.orderId, state: "received" } });
});
app.listen(Number(process.env.PORT), "127.0.0.1");
