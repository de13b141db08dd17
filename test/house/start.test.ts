import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, throwAwayFolder, waitFor } from "@saihan/launch";
import { afterAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** npm start, as processes: what a newcomer and the supervisor see. */
describe("npm start", () => {
  const folder = throwAwayFolder("start");
  const groups: number[] = [];
  afterAll(() => {
    for (const group of groups) if (alive(-group)) process.kill(-group, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const startedFile = join(folder, "started.json");
  const pids = () =>
    readdirSync(join(folder, "run"))
      .filter((f) => f.endsWith(".pid"))
      .map((f) => [f.slice(0, -4), Number(readFileSync(join(folder, "run", f), "utf8"))] as const);

  async function start(portBase: number) {
    const child: ChildProcess = spawn(process.execPath, ["scripts/start.mjs"], {
      cwd: root,
      env: { ...process.env, STATE_DIR: folder, PORT_BASE: String(portBase), DATABASE_URL: "", REDIS_URL: "", SMTP_URL: "" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    groups.push(child.pid as number);
    let said = "";
    child.stdout?.on("data", (text) => {
      said += text;
    });
    child.stderr?.on("data", (text) => {
      said += text;
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await Promise.race([
      waitFor("started.json", 90_000, async () => (existsSync(startedFile) ? true : undefined), 50),
      ended.then(() => {
        throw new Error(`npm start ended:\n${said}`);
      }),
    ]);
    return { child, said: () => said, ended, started: JSON.parse(readFileSync(startedFile, "utf8")) };
  }

  test("starts on a taken port, serves, restarts the dead, keeps its data over Ctrl-C and over kill -9 of the group", async () => {
    const base = await freePort();
    const blocker = createServer().listen(base, "127.0.0.1");

    // The first start: a port is taken, and everything is new.
    const first = await start(base);
    expect(first.said()).toContain(`port ${base} is taken`);
    expect(first.started).toMatchObject({
      api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      dashboard: expect.any(String),
      portal: expect.any(String),
      mail: expect.any(String),
      platform: expect.any(String),
      database: expect.stringMatching(/^postgres:/),
      redis: null,
      operator: { loginId: expect.any(String), password: expect.any(String), totpSecret: expect.any(String) },
    });
    expect(first.started.partners.length).toBeGreaterThanOrEqual(2);
    for (const [name, address] of Object.entries(first.started)) {
      if (typeof address === "string" && address.startsWith("http"))
        expect((await fetch(`${address}/healthz`)).status, name).toBe(200);
    }
    const [partner] = first.started.partners;
    const order = async (api: string) => {
      const client = clientOf(api, partner);
      const ended = await client.ended(await client.post("/v1/contracts", someContract({ customerName: "起動商会" })));
      expect(ended.state).toBe("succeeded");
      return ended.contractId as string;
    };
    const contractId = await order(first.started.api);

    // A dead process is back within a second or so, under another pid.
    const [, worker] = pids().find(([name]) => name === "provisioning-worker") ?? ["", 0];
    process.kill(worker, "SIGKILL");
    const again = await waitFor("the worker's new pid", 5_000, async () => {
      const [, pid] = pids().find(([name]) => name === "provisioning-worker") ?? ["", worker];
      return pid !== worker ? pid : undefined;
    });
    expect(again).not.toBe(worker);
    await order(first.started.api);

    // Ctrl-C: everything is gone within ten seconds, and started.json with it.
    const running = pids();
    expect(running.map(([name]) => name)).toEqual(
      expect.arrayContaining(["intake-api", "outbox-relay", "postgres", "mail-catcher"]),
    );
    const stopping = performance.now();
    process.kill(-(first.child.pid as number), "SIGINT");
    expect(await first.ended).toBe(0);
    expect(performance.now() - stopping).toBeLessThan(10_000);
    expect(running.filter(([, pid]) => alive(pid))).toEqual([]);
    expect(existsSync(startedFile)).toBe(false);
    blocker.close();

    // The second start keeps the data and the keys.
    const second = await start(base);
    expect(second.started.partners).toEqual(first.started.partners);
    expect((await clientOf(second.started.api, partner).get(`/v1/contracts/${contractId}`)).body).toMatchObject({
      customerName: "起動商会",
      state: "active",
    });

    // kill -9 of the whole group: what it had started goes too, and the next start recovers by itself.
    const struck = pids();
    process.kill(-(second.child.pid as number), "SIGKILL");
    await second.ended;
    await waitFor("the end of everything", 15_000, async () => (struck.some(([, pid]) => alive(pid)) ? undefined : true));
    rmSync(startedFile, { force: true });
    const third = await start(base);
    expect((await clientOf(third.started.api, partner).get(`/v1/contracts/${contractId}`)).status).toBe(200);
    await order(third.started.api);
    process.kill(-(third.child.pid as number), "SIGINT");
    expect(await third.ended).toBe(0);

    // kill -9 of the supervisor alone: its children notice and stop.
    const fourth = await start(base);
    const orphans = pids();
    process.kill(fourth.child.pid as number, "SIGKILL");
    await waitFor("the end of the orphans", 20_000, async () => (orphans.some(([, pid]) => alive(pid)) ? undefined : true));
  });

  test("the demo finds nothing to talk to, and says what to do", async () => {
    const demo = spawn(process.execPath, ["scripts/run.mjs", "scripts/demo.ts"], {
      cwd: root,
      env: { ...process.env, STATE_DIR: join(folder, "nowhere") },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    demo.stderr.on("data", (text) => {
      said += text;
    });
    const code = await new Promise((resolve) => demo.once("exit", resolve));
    expect(code).toBe(1);
    expect(said).toContain("start it with npm start");
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has ended; nobody has asked for its code yet.
    return pid < 0 || !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
