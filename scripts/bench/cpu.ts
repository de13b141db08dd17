import { existsSync, readFileSync } from "node:fs";
import type { RunningHouse } from "../house.ts";

/** Milliseconds that processors have worked for each part so far; nothing where the system does not tell (it is Linux that does). */
export interface CpuTime {
  services: number;
  postgres: number;
  redis: number;
  keystone: number;
}

/** A tick of /proc/<pid>/stat is 10 ms on every Linux that Node runs on. */
const tickMs = 10;

export function cpuTime({ supervisor, stateFolder }: RunningHouse): CpuTime | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  const kept = (name: string) => {
    const file = `${stateFolder}/run/${name}.pid`;
    return existsSync(file) ? withChildren(Number(readFileSync(file, "utf8"))) : [];
  };
  const services = supervisor.list().flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  return { services: sum(services), postgres: sum(kept("postgres")), redis: sum(kept("redis")), keystone: sum(kept("keystone")) };
}

function withChildren(pid: number): number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return [pid, ...(existsSync(file) ? readFileSync(file, "utf8").trim().split(" ").filter(Boolean).map(Number) : [])];
}

function sum(pids: readonly number[]): number {
  return pids.reduce((total, pid) => total + ofOne(pid), 0);
}

function ofOne(pid: number): number {
  try {
    // The name in parentheses may hold anything; utime and stime are the 14th and 15th field.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
}
