import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeArgs, waitFor } from "@saihan/launch";

/** Runs a file of this folder as a process of its own until `stop`. */
export async function startChild(
  file: string,
  env: Record<string, string>,
  health?: string,
): Promise<{ pid: number; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [...nodeArgs(), fileURLToPath(new URL(file, import.meta.url))], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (health) {
    await waitFor(file, 20_000, async () => ((await fetch(health).catch(() => undefined))?.ok ? true : undefined));
  }
  return {
    pid: child.pid as number,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
