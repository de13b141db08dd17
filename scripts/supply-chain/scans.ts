import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = (name: string) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));

/** @returns what a kept tool complains of, or undefined */
function complaint(name: string, args: string[], cwd: string): string | undefined {
  const said = spawnSync(bin(name), args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  return said.status === 0 ? undefined : `${said.stdout}${said.stderr}`.trim() || `${name} did not run`;
}

/** lockfile-lint: everything by https from npm's registry, with a sum, under the name that it says. */
export const lockComplaint = (cwd: string, lock = "package-lock.json") =>
  complaint(
    "lockfile-lint",
    [
      "--path",
      lock,
      "--type",
      "npm",
      "--validate-https",
      "--allowed-hosts",
      "npm",
      "--validate-integrity",
      "--validate-package-names",
    ],
    cwd,
  );

/** secretlint: keys, passwords in addresses, tokens of well-known services, in every file that git does not ignore. */
export const secretComplaint = (cwd: string, files = "**/*") =>
  complaint("secretlint", [files, "--secretlintignore", ".gitignore", "--maskSecrets"], cwd);
