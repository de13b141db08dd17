import type { Caller, IntakeContext } from "../context.ts";
import type { Fields } from "./wire.ts";

/** One request of the SSS API. */
export interface SssAsked {
  ctx: IntakeContext;
  caller: Caller;
  requestId: string;
  /** Sets a header of the answer. */
  setHeader(name: string, value: string): void;
  /** Where the user in the path stands, when one of the provider's staff asks. */
  place: { contractId: string } | undefined;
  /** Where this service is reached, as the client reached it, without a slash at its end. */
  base: string;
  params: Readonly<Record<string, string>>;
  query: Fields;
  body: Fields;
  /**
   * Performs an operation of the Partner API as the caller.
   * @param id of the operation in the OpenAPI document; one of the route's `acts`
   * @returns its answer's body
   * @throws ProblemAnswer with why not
   */
  // biome-ignore lint/suspicious/noExplicitAny: the body of any operation
  ask(id: string, given: { params?: Record<string, string>; query?: object; body?: unknown }): Promise<any>;
}

/** One endpoint of the SSS API: a translation of requests and answers of the operations that it names. */
export interface SssRoute {
  method: "get" | "post" | "put" | "delete";
  /** Behind `/sss/api/v2` and `/sss/api/v1.0` alike: `/users/:userId`. */
  path: string;
  /** Operations of the Partner API that it performs; the first is the one that says whether the caller may. */
  acts: readonly [string, ...string[]];
  /** 200, 201 or 204 as the strictest client insists (sdpf 10.1). */
  status: number;
  /** @returns the body; nothing with 204 */
  answer(asked: SssAsked): Promise<object | undefined>;
}
