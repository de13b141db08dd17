import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import { type QueueStore, queueNames } from "@saihan/queues";
import express, { type RequestHandler, type Router } from "express";
import { filterAnswers } from "./filter.ts";

/**
 * Bull Board for the queues of the house, read-only: whatever would change a queue is refused here, whatever the board's own
 * switches say.
 */
export function createBoard(store: QueueStore): Router {
  const adapter = new ExpressAdapter();
  adapter.setBasePath("/");
  createBullBoard({
    queues: queueNames.map((name) => new BullMQAdapter(store.queue(name), { readOnlyMode: true })),
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: "Saihan",
        hideRedisDetails: true,
        miscLinks: [{ text: "Operations desk", url: "/desk" }],
        environment: { label: store.backend, color: "#0b5cad" },
      },
    },
  });
  const router = express.Router();
  router.use(lookOnly);
  router.use("/api", filterAnswers);
  router.use(adapter.getRouter() as RequestHandler);
  return router;
}

const lookOnly: RequestHandler = (req, res, next) => {
  if (req.method === "GET" || req.method === "HEAD") return next();
  res.status(405).json({ error: "The board is for looking. Work is paused and sent again at /desk." });
};
