import type { QueueName } from "./define-job.ts";
import { jobIdOf } from "./relay.ts";
import type { QueueStore } from "./store.ts";

/** How a piece of work stands in the queue store. */
export interface JobStanding {
  jobId: string;
  /** `waiting`, `prioritized`, `delayed`, `active`, `completed`, `failed`; `unknown`: the queue does not have it. */
  state: string;
  /** Attempts there that ended with a failure. */
  failures: number;
}

/** Asks the queue for the job of a piece of work in its present generation. @throws when the queue store does not answer */
export async function lookAtJob(
  store: QueueStore,
  work: { id: number; generation: number; carrier?: string | null; queue: string },
): Promise<JobStanding> {
  const jobId = jobIdOf(work);
  const queue = store.queue(work.queue as QueueName);
  const [state, job] = await Promise.all([queue.getJobState(jobId), queue.getJob(jobId)]);
  return { jobId, state, failures: job?.attemptsMade ?? 0 };
}
