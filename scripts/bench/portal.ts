import { firstLoad } from "@saihan/portal-pages";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import postgres from "postgres";
import { openBrowser } from "../browser.ts";
import type { RunningHouse } from "../house.ts";
import { median, type Row } from "./report.ts";
import { arrange } from "./search.ts";

const rounds = 5;
/** Lighthouse's mobile profile: 150 ms there and back, 1.6 Mbit/s, a processor of a quarter of the speed, its window. */
const slow = { latency: 150, downloadThroughput: (1.6 * 1_024 * 1_024) / 8, uploadThroughput: (750 * 1_024) / 8 };
const telephone: BrowserContextOptions = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, locale: "ja-JP" };

/** What the portal feels like: how soon its first screens stand on a slow telephone, and how a long list answers its reader. */
export async function benchPortal(house: RunningHouse, contracts: number): Promise<Row[]> {
  const [partner] = house.started.partners;
  if (!partner) throw new Error("a house without partners");
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  try {
    await arrange(sql, partner.contractId, contracts);
  } finally {
    await sql.end();
  }
  const browser = await openBrowser();
  try {
    const weight = firstLoad().reduce((sum, { bytes }) => sum + bytes, 0) / 1_024;
    const rows: Row[] = [
      { id: "W1", what: "first load of the portal, gzip", ...bare, ours: `${weight.toFixed(1)} KB`, target: "250 KB" },
    ];
    rows.push(await paint(browser, house, "sign-in", undefined));
    const signedIn = await signIn(browser, house);
    rows.push(await paint(browser, house, "home, signed in, with the files of an earlier visit", signedIn, true));
    rows.push(await paint(browser, house, "home, signed in, nothing cached", signedIn));
    rows.push(...(await longList(browser, house, signedIn, contracts)));
    return rows;
  } finally {
    await browser.close();
  }
}

const bare = { baseline: "–", ratio: "–" };
type SignedIn = Exclude<BrowserContextOptions["storageState"], string | undefined>;

async function signIn(browser: Browser, house: RunningHouse): Promise<SignedIn> {
  const [partner] = house.started.partners;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(house.started.portal);
  await page.locator("input[name=loginId]").fill(partner?.loginId ?? "");
  await page.locator("input[name=password]").fill(partner?.password ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

interface Painted {
  /** Milliseconds from the request to the largest contentful paint (web.dev, LCP). */
  lcp: number;
  /** Bytes over the wire. */
  bytes: number;
  what: string;
}

/** There once home is there as a whole; its title comes with the document. */
const home = ".figure >> nth=0";

/** Largest contentful paint on a slow telephone, each time in a browser of its own. */
async function paint(
  browser: Browser,
  house: RunningHouse,
  what: string,
  storageState: SignedIn | undefined,
  visited = false,
): Promise<Row> {
  const painted: Painted[] = [];
  for (let round = 0; round < rounds; round++)
    painted.push(await paintOnce(browser, house.started.portal, storageState, visited));
  const all = painted.map(({ lcp }) => lcp);
  const kilobytes = median(painted.map(({ bytes }) => bytes)) / 1_024;
  return {
    ...bare,
    id: "W2",
    what: `largest contentful paint (${painted[0]?.what}), 150 ms, 1.6 Mbit/s, processor ÷ 4: ${what}, ${kilobytes.toFixed(0)} KB over the wire`,
    ours: `${median(all).toFixed(0)} ms (${Math.min(...all).toFixed(0)}–${Math.max(...all).toFixed(0)})`,
    target: "1,500 ms",
  };
}

async function paintOnce(browser: Browser, url: string, storageState: SignedIn | undefined, visited: boolean): Promise<Painted> {
  const context = await browser.newContext({ ...telephone, ...(storageState ? { storageState } : {}) });
  if (visited) {
    const before = await context.newPage();
    await before.goto(url);
    await before.locator(home).waitFor();
    await before.close();
  }
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send("Network.emulateNetworkConditions", { offline: false, ...slow });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(url);
  await page.locator(storageState ? home : "input[name=password]").waitFor({ timeout: 60_000 });
  // What is still under way may be larger than what stands.
  await page.waitForTimeout(3_000);
  const [lcp, element] = (await page.evaluate(`new Promise((resolve) =>
    new PerformanceObserver((list) => {
      const last = list.getEntries().at(-1);
      resolve([last.startTime, last.element ? last.element.tagName.toLowerCase() : "?"]);
    }).observe({ type: "largest-contentful-paint", buffered: true }))`)) as [number, string];
  await context.close();
  return { lcp, bytes, what: element };
}

/** Notes how long each interaction took until it was painted (Event Timing), long tasks, and how far frames lay apart. */
const watch = `
  window.watched = { interactions: [], tasks: [], frame: 0 };
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, name } of list.getEntries()) if (interactionId) watched.interactions.push([duration, name, interactionId]);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watched.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  let before = performance.now();
  const beat = (now) => {
    watched.frame = Math.max(watched.frame, now - before);
    before = now;
    requestAnimationFrame(beat);
  };
  requestAnimationFrame(beat);`;
interface Watched {
  interactions: [ms: number, name: string, id: number][];
  tasks: number[];
  frame: number;
}

/** A reader goes through a long list: filters it by keys, sorts it, and scrolls to its end. */
async function longList(browser: Browser, house: RunningHouse, storageState: SignedIn, contracts: number): Promise<Row[]> {
  const context = await browser.newContext({ storageState, viewport: { width: 1_280, height: 900 }, locale: "ja-JP" });
  const page = await context.newPage();
  await page.goto(`${house.started.portal}/contracts`);
  await page.locator("tbody tr").nth(20).waitFor();
  await page.evaluate(watch);
  const look = async (what: string, work: () => Promise<string>): Promise<Row> => {
    await page.evaluate("watched.interactions = []; watched.tasks = []; watched.frame = 0;");
    const found = await work();
    await page.waitForTimeout(500);
    const { interactions, tasks, frame } = (await page.evaluate("watched")) as Watched;
    const each = new Map<number, number>();
    for (const [ms, , id] of interactions) each.set(id, Math.max(ms, each.get(id) ?? 0));
    const worst = Math.max(0, ...each.values());
    return {
      ...bare,
      id: "W3",
      what: `${contracts.toLocaleString("en")} contracts: ${what} (${found})`,
      ours: `slowest interaction ${worst < 16 ? "< 16" : worst} ms, ${tasks.length} long tasks (${Math.max(0, ...tasks).toFixed(0)} ms), widest frame ${frame.toFixed(0)} ms`,
      target: "200 ms",
    };
  };
  const shown = async () => `${await page.locator("tbody tr[data-row], tbody tr").count()} rows in the page`;
  const rows = [
    await look("typed a name, letter by letter, and took it away", async () => {
      const search = page.getByRole("searchbox");
      await search.click();
      await page.keyboard.type("京都サクラ", { delay: 80 });
      await page.waitForTimeout(800);
      for (let n = 0; n < 5; n++) await page.keyboard.press("Backspace", { delay: 40 });
      await page.waitForTimeout(800);
      return shown();
    }),
    await look("chose a state and an order by keys", async () => {
      for (const select of await page.getByRole("search").getByRole("combobox").all()) {
        await select.focus();
        for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"]) {
          await page.keyboard.press(key);
          await page.waitForTimeout(400);
        }
      }
      return shown();
    }),
    await look("scrolled to the end", () => scrollDown(page)),
    await look("clicked and typed there", async () => {
      await page.keyboard.press("Home");
      await page.keyboard.press("PageUp");
      const search = page.getByRole("searchbox");
      await search.click();
      await page.keyboard.type("商事", { delay: 80 });
      await page.waitForTimeout(1_500);
      return shown();
    }),
  ];
  await context.close();
  return rows;
}

async function scrollDown(page: Page): Promise<string> {
  const more = page.getByRole("button", { name: "さらに表示" });
  await page.mouse.move(700, 500);
  const until = performance.now() + 120_000;
  for (let turn = 0; performance.now() < until; turn++) {
    await page.mouse.wheel(0, 4_000);
    await page.waitForTimeout(30);
    if (turn % 10 === 0 && (await more.count()) === 0) break;
    if (await more.isEnabled().catch(() => false)) await more.click({ timeout: 500 }).catch(() => undefined);
  }
  const last = await page.locator("tbody tr").last().innerText();
  return `${await page.locator("tbody tr").count()} rows in the page, the last ${last.split(/\s/)[0]}`;
}
