import type { Statement, Tx } from "../transaction.ts";

/** Work that is not begun until the pause is lifted. */
export interface WorkPause {
  queue: string;
  /** The kind of work; empty: all of the queue. */
  job: string;
  reason: string;
  actor: string;
  at: Date;
}

export function listPauses(tx: Tx): Statement<WorkPause[]> {
  return tx<WorkPause[]>`select queue, job, reason, actor, at from work_pauses order by queue, job`;
}

/** @returns no row when it is paused already */
export function insertPause(tx: Tx, pause: WorkPause): Statement<{ queue: string }[]> {
  const { queue, job, reason, actor, at } = pause;
  return tx<{ queue: string }[]>`
    insert into work_pauses (queue, job, reason, actor, at) values (${queue}, ${job}, ${reason}, ${actor}, ${at})
    on conflict do nothing returning queue`;
}

/** @returns no row when it was not paused */
export function deletePause(tx: Tx, pause: Pick<WorkPause, "queue" | "job">): Statement<{ queue: string }[]> {
  return tx<{ queue: string }[]>`delete from work_pauses where queue = ${pause.queue} and job = ${pause.job} returning queue`;
}

/** Work that could not be begun: whether it rests because of a pause. No row: there is no such work. */
export function restingWork(tx: Tx, id: number): Statement<{ rests: boolean }[]> {
  return tx<{ rests: boolean }[]>`
    select o.done_at is null and o.quarantined_at is null
           and exists (select from work_pauses p where p.queue = o.queue and p.job in ('', o.name)) as rests
      from outbox o where o.id = ${id}`;
}
