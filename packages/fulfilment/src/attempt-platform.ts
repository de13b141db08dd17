import { type Platform, PlatformUnavailable } from "@saihan/platform";
import type { Attempt } from "@saihan/queues";

export interface ObjectMade {
  kind: "domain" | "project" | "user";
  /** The platform's id. */
  id: string;
}

/** Access that was given or taken, by the platform's ids. */
export interface AccessChanged {
  kind: "access";
  userId: string;
  projectId: string;
}

/** What an attempt has done on the platform. */
export type Deed = ObjectMade | AccessChanged;

/**
 * The platform as one attempt may use it: nothing more is done once another worker may have the job, and what is made, and whose access
 * is changed, is noted in `deeds`.
 */
export function platformOf(platform: Platform, attempt: Pick<Attempt, "mayAct">, deeds: Deed[]): Platform {
  const act = async <T>(call: () => Promise<T>): Promise<T> => {
    if (!attempt.mayAct()) throw new PlatformUnavailable("WORKER_STOOD_STILL", { outage: false });
    try {
      return await call();
    } finally {
      attempt.mayAct();
    }
  };
  const changing = ({ userId, projectId }: { userId: string; projectId: string }, call: () => Promise<void>) => {
    deeds.push({ kind: "access", userId, projectId });
    return call();
  };
  return {
    ...platform,
    make: (object) =>
      act(async () => {
        const { id } = await platform.make(object);
        deeds.push({ kind: object.kind, id });
        return { id };
      }),
    find: (object) => act(() => platform.find(object)),
    updateDomain: (request) => act(() => platform.updateDomain(request)),
    deleteDomain: (request) => act(() => platform.deleteDomain(request)),
    updateProject: (request) => act(() => platform.updateProject(request)),
    deleteProject: (request) => act(() => platform.deleteProject(request)),
    deleteUser: (request) => act(() => platform.deleteUser(request)),
    enable: (request) => act(() => platform.enable(request)),
    grant: (request) => act(() => changing(request, () => platform.grant(request))),
    revoke: (request) => act(() => changing(request, () => platform.revoke(request))),
  };
}
