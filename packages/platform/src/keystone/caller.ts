import type { z } from "zod";
import type { PlatformRefused, PlatformUnavailable } from "../platform.ts";
import { exchange, type Request } from "./exchange.ts";
import { type Answer, faultOf, read } from "./faults.ts";
import { type Identity, openSession } from "./session.ts";
import type { KeystoneSettings } from "./settings.ts";

/** Speaks to Keystone as the house's user. */
export interface Caller {
  /**
   * @param path behind /v3, with its query
   * @throws PlatformRefused, PlatformUnavailable, PlatformOutcomeUnknown
   */
  call(method: Request["method"], path: string, deadline: number, body?: object): Promise<Answer>;
  /** The same for something to be read. */
  get<T>(path: string, deadline: number, shape: z.ZodType<T>): Promise<T>;
  /** The same, but a fault is an answer too. */
  ask(method: Request["method"], path: string, deadline: number, body?: object): Promise<Said>;
  identity(): Promise<Identity>;
  /** host:port, for sentences. */
  readonly at: string;
}

export interface Said {
  answer: Answer;
  fault: PlatformRefused | PlatformUnavailable | undefined;
}

/** @param failed hears of every fault of a call */
export function createCaller(
  settings: KeystoneSettings,
  failed: (fault: PlatformRefused | PlatformUnavailable) => void = () => {},
): Caller {
  const session = openSession(settings);
  const at = new URL(settings.url).host;

  const send = async (method: Request["method"], path: string, deadline: number, body?: object): Promise<Answer> => {
    const request = (token: string): Request => ({
      method,
      url: `${settings.url}${path}`,
      headers: { "x-auth-token": token },
      ...(body ? { body } : {}),
    });
    const token = await session.token();
    const answer = await exchange(request(token), deadline);
    if (answer.status !== 401) return answer;
    // Keystone looks at the token before it does anything, so the call may be made again.
    session.forget(token);
    return exchange(request(await session.token()), deadline);
  };

  const ask: Caller["ask"] = async (method, path, deadline, body) => {
    const answer = await send(method, path, deadline, body);
    return { answer, fault: faultOf(answer, at, Date.now()) };
  };

  const call: Caller["call"] = async (method, path, deadline, body) => {
    const { answer, fault } = await ask(method, path, deadline, body);
    if (!fault) return answer;
    failed(fault);
    throw fault;
  };

  return {
    at,
    ask,
    call,
    get: async (path, deadline, shape) => read(await call("GET", path, deadline), shape, at),
    identity: () => session.identity(),
  };
}
