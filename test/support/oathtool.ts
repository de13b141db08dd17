import { execFileSync } from "node:child_process";

/** Whether `oathtool` (OATH Toolkit) is on the PATH. REQUIRE_OATHTOOL=1 makes it an error when it is not. */
export const hasOathtool = (() => {
  try {
    execFileSync("oathtool", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    if (process.env.REQUIRE_OATHTOOL === "1") throw new Error("no oathtool on the PATH, and REQUIRE_OATHTOOL=1");
    console.log("sign-in with codes of oathtool is skipped: no oathtool on the PATH");
    return false;
  }
})();

/** The code that another program makes of the secret. The secret goes over standard input. */
export function oathtool(secret: string, at: Date): string {
  const args = ["--totp", "--base32", "--now", `@${Math.floor(at.getTime() / 1_000)}`, "-"];
  return execFileSync("oathtool", args, { input: `${secret}\n`, encoding: "utf8" }).trim();
}
