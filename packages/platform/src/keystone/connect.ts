import { z } from "zod";
import {
  type Made,
  type NewObject,
  type Platform,
  PlatformOutcomeUnknown,
  PlatformRefused,
  PlatformUnavailable,
} from "../platform.ts";
import { createCaller } from "./caller.ts";
import { read, under } from "./faults.ts";
import { createListing } from "./listing.ts";
import { bodyOf, collections, described, nameOf } from "./names.ts";
import { watchReadiness } from "./readiness.ts";
import type { KeystoneSettings } from "./settings.ts";

const object = z.object({ id: z.string(), name: z.string(), saihan_token: z.string().optional() });
const domain = z.object({ enabled: z.boolean(), description: z.string().nullish() });
const project = z.object({ saihan_description: z.string().optional() });
const enabled = z.object({ enabled: z.boolean().default(true) });
const marked = z.object({ saihan_tenant: z.string().optional() });

/**
 * Speaks to Keystone v3. A contract is a domain, a tenant a project in it, a user a user in it, access a role assignment on
 * the project.
 *
 * Nothing is made twice: names come from our numbers and Keystone lets only one object bear a name, so of two workers that
 * make the same thing at once one gets 409; it looks who bears the name, and when the object carries the same client token,
 * that is the answer. A call whose outcome is not known is settled by asking in the time that is left, or by the next attempt.
 */
export function connectKeystone(settings: KeystoneSettings): Omit<Platform, "circuit"> {
  const caller = createCaller(settings, (fault) => {
    if (fault instanceof PlatformUnavailable && fault.code === "PLATFORM_RIGHTS_MISSING") readiness.denied(fault);
  });
  const readiness = watchReadiness(settings, caller);
  const { call, get } = caller;
  const inTime = <T>(act: (deadline: number) => Promise<T>) => act(performance.now() + settings.timeoutMs);

  return {
    make: (wanted) => inTime((deadline) => make(wanted, deadline)),
    find: (wanted) => inTime(async (deadline) => (await bearers(wanted, deadline)).ours),
    updateDomain: ({ domainId, description, enabled }) =>
      inTime((deadline) => {
        const change = {
          ...(description === undefined ? {} : described(description)),
          ...(enabled === undefined ? {} : { enabled }),
        };
        return changeDomain(domainId, change, deadline);
      }),
    deleteDomain: ({ domainId }) => inTime((deadline) => deleteDomain(domainId, deadline)),
    updateProject: ({ projectId, description }) => inTime((deadline) => describeProject(projectId, description, deadline)),
    deleteProject: ({ projectId }) => inTime((deadline) => remove(`/projects/${projectId}`, deadline)),
    deleteUser: ({ userId }) => inTime((deadline) => remove(`/users/${userId}`, deadline)),
    enable: ({ kind, id }) => inTime((deadline) => enable(kind, id, deadline)),
    grant: (request) => inTime((deadline) => assign("PUT", request, deadline)),
    revoke: (request) => inTime((deadline) => assign("DELETE", request, deadline)),
    listing: createListing(caller, settings),
    ready: () => readiness.check(),
  };

  async function make(wanted: NewObject, deadline: number): Promise<Made> {
    try {
      const answer = await call("POST", `/${collections[wanted.kind]}`, deadline, bodyOf(wanted));
      return { id: read(answer, under(wanted.kind, object), caller.at).id };
    } catch (error) {
      const taken = error instanceof PlatformRefused && error.reason === "NAME_TAKEN";
      if (!taken && !(error instanceof PlatformOutcomeUnknown)) throw error;
      const { ours, others } = await bearers(wanted, deadline).catch((asking) => {
        throw taken ? asking : error;
      });
      if (ours) return ours;
      // The one that bore the name a moment ago has gone: the next attempt finds the name free.
      if (taken && !others) throw new PlatformUnavailable("PLATFORM_NAME_IN_MOTION", { cause: error, outage: false });
      throw error;
    }
  }

  /** Who bears the name of the object that is wanted, where it is wanted. */
  async function bearers(wanted: NewObject, deadline: number): Promise<{ ours: Made | undefined; others: boolean }> {
    const collection = collections[wanted.kind];
    const query = new URLSearchParams({ name: nameOf(wanted), ...("domainId" in wanted ? { domain_id: wanted.domainId } : {}) });
    const list = await get(`/${collection}?${query}`, deadline, under(collection, z.array(object)));
    const ours = list.find((o) => o.saihan_token === wanted.clientToken);
    return { ours: ours && { id: ours.id }, others: list.length > 0 };
  }

  async function changeDomain(
    domainId: string,
    change: { description?: string; enabled?: boolean },
    deadline: number,
  ): Promise<void> {
    const act = async () => void (await call("PATCH", `/domains/${domainId}`, deadline, { domain: change }));
    await settle(act, async () => {
      const now = await get(`/domains/${domainId}`, deadline, under("domain", domain));
      return (
        (change.enabled === undefined || now.enabled === change.enabled) &&
        (change.description === undefined || now.description === change.description)
      );
    });
  }

  async function describeProject(projectId: string, description: string, deadline: number): Promise<void> {
    const path = `/projects/${projectId}`;
    const act = async () => void (await call("PATCH", path, deadline, { project: described(description) }));
    await settle(act, async () => (await get(path, deadline, under("project", project))).saihan_description === description);
  }

  async function enable(kind: "project" | "user", id: string, deadline: number): Promise<void> {
    const path = `/${collections[kind]}/${id}`;
    const act = async () => void (await call("PATCH", path, deadline, { [kind]: { enabled: true } }));
    await settle(act, async () => (await get(path, deadline, under(kind, enabled))).enabled);
  }

  /** Keystone deletes a domain only when it is disabled, and then with all that is in it. */
  async function deleteDomain(domainId: string, deadline: number): Promise<void> {
    const inside = await get(`/projects?domain_id=${domainId}`, deadline, under("projects", z.array(marked)));
    const foreign = inside.filter((p) => p.saihan_tenant === undefined);
    // A project that someone else has made may hold machines and disks that nobody would find again.
    if (foreign.length > 0) throw new PlatformRefused("NOT_EMPTY");
    try {
      await changeDomain(domainId, { enabled: false }, deadline);
    } catch (error) {
      if (isGone(error)) return;
      throw error;
    }
    try {
      await remove(`/domains/${domainId}`, deadline);
    } catch (error) {
      // Someone has enabled it again since.
      if (!(error instanceof PlatformRefused) || error.reason !== "FORBIDDEN") throw error;
      throw new PlatformUnavailable("PLATFORM_DOMAIN_IN_MOTION", { cause: error, outage: false });
    }
  }

  async function remove(path: string, deadline: number): Promise<void> {
    const act = async () => void (await call("DELETE", path, deadline));
    try {
      await settle(act, async () => {
        await call("GET", path, deadline);
        return false;
      });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async function assign(method: "PUT" | "DELETE", to: { userId: string; projectId: string }, deadline: number): Promise<void> {
    const roleId = await readiness.roleId(deadline);
    const act = async () => void (await call(method, `/projects/${to.projectId}/users/${to.userId}/roles/${roleId}`, deadline));
    try {
      await settle(act, async () => {
        const query = new URLSearchParams({ "role.id": roleId, "user.id": to.userId, "scope.project.id": to.projectId });
        const held = await get(`/role_assignments?${query}`, deadline, under("role_assignments", z.array(z.unknown())));
        return held.length > 0 === (method === "PUT");
      });
    } catch (error) {
      if (isGone(error)) readiness.forgetRole();
      if (method === "PUT" || !isGone(error)) throw error;
    }
  }
}

/**
 * Acts, and when the outcome is not known, asks whether it is done.
 * @throws PlatformOutcomeUnknown when it is not, or cannot be asked: the call may still be on its way
 */
async function settle(act: () => Promise<void>, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof PlatformOutcomeUnknown)) throw error;
    const done = await isDone().catch((asking) => {
      if (isGone(asking)) throw asking;
      return false;
    });
    if (!done) throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof PlatformRefused && error.reason === "NOT_FOUND";
}
