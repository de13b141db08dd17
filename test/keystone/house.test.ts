import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Db, disconnect } from "@saihan/db";
import { comparePlatform } from "@saihan/fulfilment";
import { findKeystone, type LocalKeystone, startKeystone } from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { openPlatform } from "@saihan/platform";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUserWorker } from "../../services/user-worker/src/start.ts";
import { clientOf, someContract } from "../support/client.ts";
import { type House, openHouse } from "../support/house.ts";
import { keystoneAdmin, missingKeystone } from "../support/keystone-admin.ts";
import { type NetworkProxy, proxyTo } from "../support/proxy.ts";
import { signInStaff } from "../support/staff.ts";

/** For one call. A machine that is busy otherwise lets Keystone, one process, answer late. */
const patienceMs = 6_000;

describe.skipIf(missingKeystone)("the house on a real Keystone", () => {
  let folder = "";
  let keystone: LocalKeystone;
  let proxy: NetworkProxy;
  let house: House;
  let worker: Db;
  let client: ReturnType<typeof clientOf>;
  const start = async (port?: number) => {
    const installed = findKeystone();
    if (!installed) throw new Error("no Keystone is installed");
    keystone = await startKeystone({ keystone: installed, folder, ...(port === undefined ? {} : { port }) });
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "saihan-keystone-"));
    await start();
    proxy = await proxyTo(keystone.url);
    house = await openHouse({
      platform: {
        PLATFORM_URL: `keystone+${proxy.url}`,
        KEYSTONE_USERNAME: keystone.username,
        KEYSTONE_PASSWORD: keystone.password,
        PLATFORM_TIMEOUT_MS: patienceMs,
      },
      lockMs: 13_000,
    });
    worker = connect({ url: house.database.as("saihan_worker"), applicationName: "test", max: 2 });
    client = clientOf(house.api, house.partner);
  });
  afterAll(async () => {
    await disconnect(worker);
    await house?.close();
    await proxy?.close();
    await keystone?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every difference between the house's tables and Keystone, in words. */
  const drift = async (): Promise<string[]> => {
    const { listing } = openPlatform({
      PLATFORM_URL: `keystone+${keystone.url}`,
      PLATFORM_TIMEOUT_MS: 8_000,
      KEYSTONE_USERNAME: keystone.username,
      KEYSTONE_PASSWORD: keystone.password,
    });
    const { drift, strangers, passedOver, trouble } = await comparePlatform({ db: worker, listing, now: house.clock.now });
    expect([passedOver, trouble]).toEqual([0, undefined]);
    return [...drift, ...strangers].map((d) => `${d.contractId} ${d.what} ${d.ourId ?? d.platformId} ${d.problem}`);
  };

  test("a contract is made, filled, suspended, resumed, emptied and terminated; Keystone follows at every step", async () => {
    const accepted = await client.post("/v1/contracts", someContract({ customerName: "𠮷野家 商事" }));
    expect((await client.ended(accepted)).state).toBe("succeeded");
    const path = `/v1/contracts/${accepted.body.contract.id}`;
    const tenant = await client.post(`${path}/tenants`, { name: `real-${accepted.body.contract.id}`, region: "jp1" });
    const user = await client.post(`${path}/users`, { loginId: "second@real.example", mailAddress: "second@real.example" });
    for (const order of [tenant, user]) expect((await client.ended(order)).state).toBe("succeeded");
    await house.settle();
    expect(await drift()).toEqual([]);
    for (const step of ["suspend", "resume", "suspend"]) {
      expect((await client.ended(await client.post(`${path}/${step}`))).state).toBe("succeeded");
      expect(await drift()).toEqual([]);
    }
    expect((await client.ended(await client.delete(`${path}/tenants/${tenant.body.tenant.id}`))).state).toBe("succeeded");
    expect((await client.ended(await client.post(`${path}/terminate`))).state).toBe("succeeded");
    await house.settle();
    expect(await drift()).toEqual([]);
  });

  test("access is given, ends, is taken away and goes on with another representative; Keystone's role assignments follow", async () => {
    const admin = await keystoneAdmin(keystone);
    const succeeded = async (reply: Awaited<ReturnType<typeof client.post>>) =>
      expect(await client.ended(reply)).toMatchObject({ state: "succeeded", failure: null });
    const accepted = await client.post("/v1/contracts", someContract());
    const { id, representativeId } = accepted.body.contract;
    const path = `/v1/contracts/${id}`;
    const tenant = await client.post(`${path}/tenants`, { name: `access-${id}`, region: "jp1" });
    const access = `${path}/tenants/${tenant.body.tenant.id}/access`;
    const newUser = async (url: string, name: string) =>
      client.post(`${url}/users`, { loginId: `${name}@real.example`, mailAddress: `${name}@real.example`, notifyUser: false });
    const [user, other] = [await newUser(path, "access-1"), await newUser(path, "access-2")];
    const parentUser = await newUser(`/v1/contracts/${house.partner.contractId}`, "access-3");
    const [userId, otherId, parentUserId] = [user, other, parentUser].map((r) => String(r.body.user.id));
    const owner = (await client.get(`/v1/contracts/${house.partner.contractId}`)).body.representativeId;
    const until = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
    const grants = [
      await client.post(access, { userId }),
      await client.post(access, { userId: otherId, until }),
      await client.post(access, { userId: parentUserId }),
      await client.post(access, { userId: owner }),
    ];
    for (const order of [accepted, tenant, user, other, parentUser, ...grants]) await succeeded(order);
    /** Our ids of those who hold a role on the project, as Keystone itself lists them. */
    const holders = async (): Promise<string[]> => {
      const [row] = await house.database.sql<{ platformId: string }[]>`
        select platform_id from tenants where id = ${tenant.body.tenant.id}`;
      const list = (await admin.call("GET", `/role_assignments?scope.project.id=${row?.platformId}`)).role_assignments;
      const ids = (list as { user: { id: string } }[]).map((a) => a.user.id);
      const people = await house.database.sql<{ id: string; platformId: string }[]>`select id, platform_id from users`;
      return ids.map((held) => people.find((p) => p.platformId === held)?.id ?? held).toSorted((a, b) => (a < b ? -1 : 1));
    };
    const all = (...ids: (string | undefined)[]) => ids.map(String).toSorted((a, b) => (a < b ? -1 : 1));
    expect(await holders()).toEqual(all(representativeId, userId, otherId, parentUserId, owner));
    expect(await drift()).toEqual([]);
    house.clock.advance(3_600_000);
    await expect.poll(holders).toEqual(all(representativeId, userId, parentUserId, owner));
    await succeeded(await client.post(`${path}/representative`, { userId: otherId }));
    expect(await holders()).toEqual(all(representativeId, otherId, userId, parentUserId, owner));
    await succeeded(await client.delete(`${access}/${userId}`));
    await succeeded(await client.delete(`${path}/users/${representativeId}`));
    await succeeded(await client.delete(`/v1/contracts/${house.partner.contractId}/users/${parentUserId}`));
    expect(await holders()).toEqual(all(otherId, owner));
    await house.settle();
    expect(await drift()).toEqual([]);
  });

  test("what somebody does to Keystone past the house is reported and put right by an operator's order", async () => {
    const admin = await keystoneAdmin(keystone);
    const operator = (await signInStaff(house)).forPartner(house.partner);
    const accepted = await client.post("/v1/contracts", someContract());
    const { id } = accepted.body.contract;
    const path = `/v1/contracts/${id}`;
    const tenants = [
      await client.post(`${path}/tenants`, { name: `gone-${id}`, region: "jp1" }),
      await client.post(`${path}/tenants`, { name: `off-${id}`, region: "jp1" }),
    ];
    for (const order of [accepted, ...tenants]) expect((await client.ended(order)).state).toBe("succeeded");
    await house.settle();
    const platformIds = await house.database.sql<{ name: string; platformId: string; domainId: string; userId: string }[]>`
      select t.name, t.platform_id, c.platform_id as domain_id, u.platform_id as user_id
        from tenants t join contracts c on c.id = t.contract_id join users u on u.id = c.representative_id
       where c.id = ${id} order by t.name`;
    const [gone, off] = platformIds as unknown as [(typeof platformIds)[number], (typeof platformIds)[number]];
    const { roles } = await admin.call("GET", "/roles");
    const role = (name: string) => roles.find((r: { name: string }) => r.name === name).id;
    const on = `/projects/${off.platformId}/users/${off.userId}/roles`;
    await admin.call("DELETE", `/projects/${gone.platformId}`);
    await admin.call("PATCH", `/projects/${off.platformId}`, { project: { enabled: false } });
    await admin.call("PATCH", `/users/${off.userId}`, { user: { enabled: false } });
    await admin.call("DELETE", `${on}/${role("member")}`);
    await admin.call("PUT", `${on}/${role("reader")}`);
    const extra = await admin.call("POST", "/users", { user: { name: "stray", domain_id: off.domainId } });
    const words = (list: string[]) =>
      list
        .map((d) => d.split(" "))
        .map(([, what, , problem]) => `${what} ${problem}`)
        .toSorted((a, b) => (a < b ? -1 : 1));
    expect(words(await drift())).toEqual([
      ...["access wrong-role", "project disabled", "project missing", "user disabled", "user extra"],
    ]);
    const at = `/v1/operator/contracts/${id}`;
    const remove = [{ what: "user", platformId: extra.user.id }];
    expect(await operator.ended(await operator.post(`${at}/repair`, { remove }))).toMatchObject({ state: "succeeded" });
    await house.settle();
    // The role that the house does not give is the cloud administrator's to take.
    expect(words(await drift())).toEqual(["access wrong-role"]);
    await admin.call("DELETE", `${on}/${role("reader")}`);
    expect(await drift()).toEqual([]);
    expect((await operator.get(`${at}/drift`)).body).toMatchObject({ differences: [], foundAt: null });
  });

  test("Keystone cut off, frozen, killed and started again while orders run: none is lost, nothing is there twice", {
    timeout: 400_000,
  }, async () => {
    let over = false;
    const mayhem = (async () => {
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i < 12 && !over; i++) {
          await pause(50);
          proxy.cutOne();
        }
        process.kill(keystone.pid, "SIGSTOP");
        await pause(patienceMs + 1_000);
        process.kill(keystone.pid, "SIGCONT");
        await pause(500);
        process.kill(keystone.pid, "SIGKILL");
        await keystone.exited;
        await start(keystone.port);
      }
    })();
    const scripts = Array.from({ length: 12 }, async (_, n) => {
      const accepted = await client.post("/v1/contracts", someContract());
      const path = `/v1/contracts/${accepted.body.contract.id}`;
      const orders = [accepted];
      orders.push(await client.post(`${path}/tenants`, { name: `mayhem-${accepted.body.contract.id}`, region: "jp1" }));
      const tenantPath = `${path}/tenants/${orders[1]?.body.tenant.id}`;
      const login = `mayhem-${accepted.body.contract.id}@real.example`;
      const user = await client.post(`${path}/users`, { loginId: login, mailAddress: login, notifyUser: false });
      orders.push(user, await client.post(`${tenantPath}/access`, { userId: user.body.user.id }));
      if (n % 2 === 0) orders.push(await client.delete(`${tenantPath}/access/${user.body.user.id}`));
      if (n % 3 === 0) orders.push(await client.post(`${path}/suspend`));
      const states: string[] = [];
      for (const order of orders) states.push((await client.ended(order)).state);
      if (n % 4 === 1) {
        const { tenant } = orders[1]?.body ?? {};
        states.push((await client.ended(await client.delete(`${path}/tenants/${tenant.id}`))).state);
        states.push((await client.ended(await client.post(`${path}/terminate`))).state);
      }
      return states;
    });
    const states = (await Promise.all(scripts)).flat();
    over = true;
    await mayhem;
    await house.settle();
    expect(new Set(states)).toEqual(new Set(["succeeded"]));
    expect(await drift()).toEqual([]);
  });

  test("while Keystone is away, readiness says why in one sentence, and orders wait", async () => {
    const staff = await signInStaff(house, "support");
    const health = await startUserWorkerHealth();
    try {
      await expect.poll(health.missing).toEqual([]);
      process.kill(keystone.pid, "SIGKILL");
      await keystone.exited;
      await expect
        .poll(health.missing)
        .toEqual([
          expect.stringMatching(/^platform: Keystone at 127\.0\.0\.1:\d+ (cannot be reached|cuts connections) \(\w+\)\./),
        ]);
      const accepted = await client.post("/v1/contracts", someContract());
      expect(accepted.status).toBe(202);
      // Its attempts open the circuit, and operators see that without a look into any log.
      const standing = async () => {
        const { body } = await staff.anywhere.get("/v1/operator/platform");
        const its = (body.programs as Record<string, unknown>[]).find((p) => p.program === "provisioning-worker");
        return { ready: body.ready, circuit: its?.circuit, why: its?.why };
      };
      await expect.poll(standing, { timeout: 120_000 }).toEqual({
        ready: false,
        circuit: expect.stringMatching(/open/),
        why: expect.stringMatching(/^Keystone at 127\.0\.0\.1:\d+ (cannot be reached|cuts connections)/),
      });
      await start(keystone.port);
      expect((await client.ended(accepted)).state).toBe("succeeded");
      await expect.poll(health.missing).toEqual([]);
      await expect.poll(standing, { timeout: 120_000 }).toEqual({ ready: true, circuit: "closed", why: null });
      await house.settle();
    } finally {
      await health.close();
    }
  }, 360_000);

  /** A worker of its own, for its health endpoint. */
  async function startUserWorkerHealth() {
    const worker = await startUserWorker(house.userConfig, silentLog);
    return {
      close: () => worker.close(),
      missing: async (): Promise<string[]> => {
        const answer = await fetch(`http://127.0.0.1:${worker.port}/readyz`);
        return ((await answer.json()) as { missing?: string[] }).missing ?? [];
      },
    };
  }
});
