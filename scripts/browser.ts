import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const candidates = [process.env.CHROME_BIN, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const program = candidates.find((path) => path && existsSync(path));

/** Why no browser can be started here, if none can. */
export const missingBrowser = program ? undefined : "no Chromium on this machine (install chromium, or set CHROME_BIN)";

/** Chromium without a window, which asks nothing of anybody by itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: program as string,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage"],
  });
}
