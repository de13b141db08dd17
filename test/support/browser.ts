import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { missingBrowser, openBrowser } from "../../scripts/browser.ts";

export { missingBrowser, openBrowser };

if (missingBrowser) {
  if (process.env.REQUIRE_CHROMIUM === "1") throw new Error(`${missingBrowser} (REQUIRE_CHROMIUM=1)`);
  console.warn(`The portal is not tested: ${missingBrowser}.`);
}

export interface View {
  page: Page;
  /** What the browser complained of: violations of the content security policy and faults of scripts. */
  complaints: string[];
  /** Requests that went elsewhere than to the portal. */
  elsewhere: string[];
  close(): Promise<void>;
}

export interface ViewOptions {
  language?: "ja" | "en";
  width?: number;
  scheme?: "light" | "dark";
}

/** A fresh browser profile. */
export async function openView(browser: Browser, url: string, options: ViewOptions = {}): Promise<View> {
  const { language = "en", width = 1280, scheme = "light" } = options;
  const context = await browser.newContext({
    baseURL: url,
    locale: language === "ja" ? "ja-JP" : "en-GB",
    viewport: { width, height: width < 600 ? 740 : 900 },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  const [complaints, elsewhere]: [string[], string[]] = [[], []];
  await context.addInitScript(
    `document.addEventListener("securitypolicyviolation", (event) =>
       console.error("content security policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample));`,
  );
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Refusals of the API are told on the page; the browser also writes them down.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) elsewhere.push(request.url());
  });
  return { page, complaints, elsewhere, close: () => context.close() };
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe-core finds serious or critical on the page as it stands. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // Past the content security policy, which lets no foreign script in.
  await session.send("Runtime.evaluate", { expression: readFileSync(axe, "utf8") });
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => id + ": " + nodes.map(({ target, failureSummary }) => target + " " + failureSummary).join("; "))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(`axe failed: ${exceptionDetails.text}`);
  return JSON.parse(result.value as string) as string[];
}
