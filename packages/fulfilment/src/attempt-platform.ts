import { type Platform, PlatformUnavailable } from "@saihan/platform";
import type { Attempt } from "@saihan/queues";

export interface ObjectMade {
  kind: "domain" | "project" | "user";
  /** The platform's id. */
  id: string;
}

/**
 * The platform as one attempt may use it: nothing more is done once another worker may have the job, and what is made is
 * noted in `made`.
 */
export function platformOf(platform: Platform, attempt: Pick<Attempt, "mayAct">, made: ObjectMade[]): Platform {
  const act = async <T>(call: () => Promise<T>): Promise<T> => {
    if (!attempt.mayAct()) throw new PlatformUnavailable("WORKER_STOOD_STILL", { outage: false });
    try {
      return await call();
    } finally {
      attempt.mayAct();
    }
  };
  return {
    ...platform,
    make: (object) =>
      act(async () => {
        const { id } = await platform.make(object);
        made.push({ kind: object.kind, id });
        return { id };
      }),
    find: (object) => act(() => platform.find(object)),
    updateDomain: (request) => act(() => platform.updateDomain(request)),
    deleteDomain: (request) => act(() => platform.deleteDomain(request)),
    deleteProject: (request) => act(() => platform.deleteProject(request)),
    deleteUser: (request) => act(() => platform.deleteUser(request)),
    grant: (request) => act(() => platform.grant(request)),
    revoke: (request) => act(() => platform.revoke(request)),
  };
}
