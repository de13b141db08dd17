import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Several Redis servers that stand in for one another, on loopback. */
export interface RedisSet {
  /** As REDIS_URL names it. */
  url: string;
  /** Has another server take over a key, while both are well. */
  handOver(key: string): Promise<void>;
  /** Kills the server that holds a key, waits until another has taken over, and starts it again as a replica. */
  strike(key: string): Promise<void>;
  stop(): Promise<void>;
}

/** Asks a server by the command-line client that comes with it. @returns what it prints. @throws when it answers with an error */
export async function ask(command: string, port: number, password: string, ...words: string[]): Promise<string> {
  const client = command.replace(/-server$/, "-cli");
  const { stdout } = await run(client, ["-h", "127.0.0.1", "-p", String(port), "-e", ...words], {
    env: { ...process.env, REDISCLI_AUTH: password },
  });
  return stdout.trim();
}
