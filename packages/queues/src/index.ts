export { mayDo, placeBulkRows, readBulkGrounds } from "./bulk-orders.ts";
export type { BundleHandler, PieceAttempt, PieceOutcome } from "./bundle.ts";
export { defineJob, type Job, type QueueName, queueNames } from "./define-job.ts";
export { eventChannel } from "./event-feed.ts";
export {
  type Attempt,
  defineHandler,
  Fenced,
  type Handler,
  type Handlers,
  type Loading,
  Permanent,
  Transient,
} from "./handler.ts";
export { jobOfOrder, jobs } from "./jobs.ts";
export { type JobStanding, lookAtJob } from "./look-at-job.ts";
export { enqueueMail } from "./mail-work.ts";
export {
  beginScheduled,
  cancelOrder,
  enqueueBeginning,
  expireOrder,
  failOrder,
  orderChannel,
  rejectOrder,
  releaseApproved,
  succeedOrder,
} from "./order-work.ts";
export { enqueue, outboxChannel } from "./outbox.ts";
export { placeOwnOrder } from "./own-order.ts";
export { openRedis, primariesOf, type RedisClient } from "./redis-client.ts";
export { endDueAccessOnce, endOverdueOnce, jobIdOf, reconcileOnce, relayOnce } from "./relay.ts";
export { type Backend, openQueueStore, type QueueStore, type QueueStoreOptions } from "./store.ts";
export { type Bell, startWorker, type WorkerHandle } from "./worker.ts";
