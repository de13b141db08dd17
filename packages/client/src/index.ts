export type { components, operations, paths } from "./api.ts";
export {
  type ClientSettings,
  connect,
  type Order,
  type SaihanClient,
  StillOpenError,
  type UsageEvent,
  type UsageTaken,
} from "./client.ts";
export { isProblem, NoAnswerError, type Problem, type ProblemCode, ProblemError } from "./problem.ts";
