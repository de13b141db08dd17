import { setTimeout as pause } from "node:timers/promises";
import type { RunningHouse } from "../house.ts";
import { peakMemory } from "./memory.ts";
import { contractLoad } from "./place.ts";
import type { Row } from "./report.ts";

/** How many times the capacity is asked for. */
const times = 5;

/** L-04: five times as many orders as the API can take. What it takes, how long that lasts, and how it is afterwards. */
export async function benchOverload(house: RunningHouse, seconds: number): Promise<Row[]> {
  await contractLoad(house, { seconds: 2 });
  const before = await contractLoad(house, { seconds });
  const capacity = before.expected.perSecond;
  const loud = await contractLoad(house, { seconds, rate: Math.round(capacity * times), connections: 600 });
  const shed = [...loud.statuses].filter(([status]) => status !== 202).map(([status, n]) => `${n} × ${status}`);
  await pause(5_000);
  const after = await contractLoad(house, { seconds });
  const rate = loud.answers / seconds;
  return [
    {
      id: "L-04",
      what: `orders accepted while ${(rate / capacity).toFixed(1)} times the capacity is asked for (${shed.join(", ") || "nothing"} refused)`,
      ours: `${loud.expected.perSecond.toFixed(0)}/s, p99 ${loud.expected.sentP99Ms.toFixed(0)} ms from sending, ${loud.expected.p99Ms.toFixed(0)} from when due`,
      baseline: `${capacity.toFixed(0)}/s, p99 ${before.expected.p99Ms.toFixed(0)} ms with 64 connections`,
      ratio: (loud.expected.perSecond / capacity).toFixed(2),
      target: "0.9; p99 1 s",
    },
    {
      id: "L-04b",
      what: "the same as before, five seconds later",
      ours: `${after.expected.perSecond.toFixed(0)}/s, p99 ${after.expected.p99Ms.toFixed(0)} ms`,
      baseline: `${capacity.toFixed(0)}/s, p99 ${before.expected.p99Ms.toFixed(0)} ms`,
      ratio: (after.expected.perSecond / capacity).toFixed(2),
      target: "1 within 30 s",
    },
    {
      id: "L-04c",
      what: "most memory that the API ever held",
      ours: `${peakMemory(house, "intake-api").toFixed(0)} MB`,
      ...{ baseline: "–", ratio: "–", target: "512 MB" },
    },
  ];
}
