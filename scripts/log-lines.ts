const levelMarks: Record<string, string> = { debug: " ", info: " ", warn: "!", error: "✗", fatal: "✗" };
const leftOut = new Set(["level", "time", "service", "msg"]);

/** A service's JSON line as a person reads it: `[intake-api] 12:00:01 ready port=4000`. */
export function readable(name: string, line: string): string {
  const facts = parsed(line);
  if (!facts) return `[${name}] ${line}`;
  const rest = Object.entries(facts)
    .filter(([key]) => !leftOut.has(key))
    .map(([key, value]) => `${key}=${value}`);
  const time = typeof facts.time === "string" ? facts.time.slice(11, 19) : "";
  return `[${name}] ${time} ${levelMarks[String(facts.level)] ?? " "} ${facts.msg}${rest.length > 0 ? `  ${rest.join(" ")}` : ""}`;
}

/** Without --verbose the terminal shows what a process says of its own life, and warnings; the rest is in the log files. */
export function worthSaying(line: string): boolean {
  const facts = parsed(line);
  if (!facts) return true;
  return facts.level !== "info" && facts.level !== "debug" ? true : facts.msg === "ready" || facts.msg === "stopped";
}

function parsed(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
