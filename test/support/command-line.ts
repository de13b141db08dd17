import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exitCodes } from "@saihan/cli";
import { expect } from "vitest";

export const command = fileURLToPath(new URL("../../packages/cli/bin/saihan.mjs", import.meta.url));

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** The command `saihan` as a process, with a home of its own; in English unless told otherwise. */
export function openCommandLine(to: () => { api: string; apiKey: string }) {
  const folder = mkdtempSync(join(tmpdir(), "saihan-cli-"));
  const started = (line: readonly string[], env: Record<string, string> = {}) => {
    const { PATH = "" } = process.env;
    const { api, apiKey } = to();
    const child = spawn(process.execPath, [command, ...line], {
      env: { PATH, HOME: folder, LANG: "en_US.UTF-8", SAIHAN_URL: api, SAIHAN_API_KEY: apiKey, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
    const ended = new Promise<Ran>((resolve) =>
      child.once("close", (code) => {
        expect(said.out + said.err).not.toContain(apiKey);
        expect(said.out + said.err, "no colours beyond a terminal").not.toContain("\u001b");
        resolve({ code, ...said });
      }),
    );
    return { child, said, ended };
  };
  const saihan = (line: readonly string[], env?: Record<string, string>) => started(line, env).ended;
  return {
    folder,
    started,
    saihan,
    /** Runs what must succeed without a remark. @returns what it printed as JSON */
    json: async (...line: string[]) => {
      const { code, out, err } = await saihan([...line, "--output", "json"]);
      expect([line, code, err]).toEqual([line, exitCodes.done, ""]);
      return JSON.parse(out);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
