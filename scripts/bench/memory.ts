import { readFileSync } from "node:fs";
import type { RunningHouse } from "../house.ts";

/** A line of /proc/PID/status in MB, or 0 where there is none. */
function statusOf(house: RunningHouse, name: string, line: "VmHWM" | "VmRSS"): number {
  const pid = house.supervisor.list().find((service) => service.name === name)?.pid;
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(new RegExp(`^${line}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

/** The most that a service has held since it started, in MB. */
export const peakMemory = (house: RunningHouse, name: string) => statusOf(house, name, "VmHWM");

/** What a service holds now, in MB. */
export const memoryNow = (house: RunningHouse, name: string) => statusOf(house, name, "VmRSS");
