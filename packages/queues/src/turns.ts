import type { Line, WorkToSend } from "@saihan/db";

/** The most of one partner that waits in one queue. More lies in the outbox, where it costs nobody anything. */
export const longestLine = 400;
/** A line takes more only when there is room for so many: a step for each single place would cost a transaction. */
export const smallestStep = 50;
/** BullMQ's priorities end here. */
const lastTurn = 2_097_151;

/** Lines that are long enough for now. */
export function fullLines(lines: readonly Line[]): Line[] {
  return lines.filter(({ waiting }) => waiting > longestLine - smallestStep);
}

/**
 * Gives work its turns: the partners of a queue in turn, whoever has how many there. Start-time fair queueing: a partner's next turn
 * follows its last one, and one who has nothing there starts with the smallest turn that still waits. Turns never change, and the
 * smallest that waits only grows, so nothing is overtaken for ever.
 * @param due of each partner in its order; what finds its line full is left out
 */
export function giveTurns<Work extends Pick<WorkToSend, "partnerId" | "queue">>(
  due: readonly Work[],
  lines: readonly Line[],
): (Work & { turn: number })[] {
  const start = new Map<string, number>();
  for (const { queue, first } of lines) start.set(queue, Math.min(start.get(queue) ?? lastTurn, first));
  const ends = new Map(lines.map((line) => [nameOf(line), { turn: line.last, waiting: line.waiting }]));
  return due.flatMap((work) => {
    const end = ends.get(nameOf(work)) ?? { turn: (start.get(work.queue) ?? 1) - 1, waiting: 0 };
    if (end.waiting >= longestLine) return [];
    const turn = Math.min(end.turn + 1, lastTurn);
    ends.set(nameOf(work), { turn, waiting: end.waiting + 1 });
    return [{ ...work, turn }];
  });
}

function nameOf({ partnerId, queue }: { partnerId: string; queue: string }): string {
  return `${partnerId} ${queue}`;
}
