import { execFileSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A Keystone that is installed on this machine. */
export interface InstalledKeystone {
  /** The program `keystone-manage`. */
  manage: string;
  /** The Python that it runs on, which can import Keystone. */
  python: string;
}

/** What to tell someone who wants a Keystone and has none. */
export const keystoneMissing =
  "no keystone-manage on the PATH; on Debian: apt-get install --no-install-recommends python3-keystone python3-psycopg2";

/** The Keystone on the PATH, if there is one that works: from the system's packages or a virtual environment. */
export function findKeystone(): InstalledKeystone | undefined {
  const manage = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "keystone-manage"))
    .find(isProgram);
  if (!manage) return undefined;
  // The first line of the program names the Python that it was installed for; another one would not find Keystone.
  const [, python] = /^#!\s*(\S+)/.exec(readFileSync(manage, "utf8")) ?? [];
  if (!python) return undefined;
  try {
    const code = "import importlib.util as u, sys; sys.exit(0 if u.find_spec('keystone') else 1)";
    execFileSync(python, ["-c", code], { stdio: "ignore" });
    return { manage, python };
  } catch {
    return undefined;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
