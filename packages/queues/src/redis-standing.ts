/**
 * Why a Redis cannot be trusted with queues (BullMQ, Going to production): one sentence each, none when it can.
 * @param info its answer to INFO
 */
export function faultsIn(info: string): string[] {
  const facts = new Map(info.split(/\r?\n/).map((line) => line.split(":", 2) as [string, string]));
  const faults: string[] = [];
  const policy = facts.get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction")
    faults.push(`Redis has maxmemory-policy ${policy}, which throws jobs away when memory is short; it must be noeviction`);
  if (facts.get("aof_enabled") === "0")
    faults.push("Redis keeps no append-only file (appendonly no), and forgets every job when it ends");
  const version = facts.get("redis_version");
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (version !== undefined && (major < 6 || (major === 6 && minor < 2)))
    faults.push(`Redis ${version} is too old: 6.2 or newer`);
  return faults;
}
