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

/** The same, each service by its name, and the servers of Postgres and Redis. */
export function cpuByPart({ supervisor, stateFolder }: RunningHouse): Map<string, number> | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  const services = supervisor.list().map(({ name, pid }): [string, number] => [name, pid === undefined ? 0 : ofOne(pid)]);
  const servers = ["postgres", "redis"].map((name): [string, number] => [name, sum(kept(stateFolder, name))]);
  return new Map([...services, ...servers]);
}

export function cpuTime({ supervisor, stateFolder }: RunningHouse): CpuTime | undefined {
  if (!existsSync("/proc/self/stat")) return undefined;
  const services = supervisor.list().flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
  const server = (name: string) => sum(kept(stateFolder, name));
  return { services: sum(services), postgres: server("postgres"), redis: server("redis"), keystone: server("keystone") };
}

/** A server that stays when its house is restarted, with its children. */
function kept(stateFolder: string, name: string): number[] {
  const file = `${stateFolder}/run/${name}.pid`;
  return existsSync(file) ? withChildren(Number(readFileSync(file, "utf8"))) : [];
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
    // The name in parentheses may hold anything; The 14th to 17th field are its own time, and that of children that ended.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return [11, 12, 13, 14].reduce((ticks, n) => ticks + Number(fields[n]), 0) * tickMs;
  } catch {
    return 0;
  }
}
