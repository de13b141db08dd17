import { traced } from "@saihan/tracing";
import { type Breaker, type Circuit, createBreaker, type Pass } from "./breaker.ts";
import { type Platform, PlatformRefused, PlatformUnavailable } from "./platform.ts";

/** Hears of a circuit that opens or closes. */
export type CircuitListener = (circuit: Circuit) => void;

/**
 * A platform behind a circuit breaker. While the circuit is open a call fails at once with PLATFORM_PAUSED, nothing is
 * sent, and `ready` says why in one sentence. A refusal is an answer, not a failure.
 */
export function guarded(
  platform: Omit<Platform, "circuit">,
  heard: CircuitListener = () => {},
  breaker: Breaker = createBreaker(),
  now: () => number = () => performance.now(),
): Platform {
  let told = true; // that the circuit is closed
  const pass = async <T>(call: () => Promise<T>): Promise<T> => {
    const before = breaker.circuit(now());
    const ticket = breaker.enter(now());
    if (!ticket) throw paused(before);
    try {
      const answer = await call();
      breaker.succeeded(ticket);
      return answer;
    } catch (error) {
      note(ticket, error);
      throw error;
    } finally {
      const after = breaker.circuit(now());
      if ((after.state === "closed") !== told) {
        told = !told;
        heard(after);
      }
    }
  };

  const asked = <T>(what: string, call: () => Promise<T>): Promise<T> =>
    traced(`platform ${what}`, { kind: "client" }, () => pass(call));

  const note = (ticket: Pass, error: unknown): void => {
    if (error instanceof PlatformRefused) breaker.succeeded(ticket);
    else if (error instanceof PlatformUnavailable && error.outage) {
      breaker.failed(ticket, now(), error.why ?? `The platform failed: ${error.code}.`, error.retryAfterMs);
    } else breaker.undecided(ticket);
  };

  return {
    make: (object) => asked("make", () => platform.make(object)),
    find: (object) => asked("find", () => platform.find(object)),
    updateDomain: (request) => asked("updateDomain", () => platform.updateDomain(request)),
    deleteDomain: (request) => asked("deleteDomain", () => platform.deleteDomain(request)),
    updateProject: (request) => asked("updateProject", () => platform.updateProject(request)),
    deleteProject: (request) => asked("deleteProject", () => platform.deleteProject(request)),
    deleteUser: (request) => asked("deleteUser", () => platform.deleteUser(request)),
    enable: (request) => asked("enable", () => platform.enable(request)),
    grant: (request) => asked("grant", () => platform.grant(request)),
    revoke: (request) => asked("revoke", () => platform.revoke(request)),
    // Long and read by nobody who waits for an order: it neither opens the circuit nor stops at it.
    listing: platform.listing,
    ready: () => pass(() => platform.ready()),
    circuit: () => breaker.circuit(now()),
  };
}

function paused(circuit: Circuit): PlatformUnavailable {
  const why = circuit.why ?? "The platform has failed.";
  const wait = circuit.state === "half-open" ? "It is being tried now." : `Next try in ${seconds(circuit.pauseMs)} s.`;
  return new PlatformUnavailable("PLATFORM_PAUSED", { why: `${why} ${wait}`, outage: false });
}

function seconds(ms: number): string {
  return ms < 10_000 ? (ms / 1_000).toFixed(1) : String(Math.ceil(ms / 1_000));
}
