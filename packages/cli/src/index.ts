export { exitCodes } from "./exit-codes.ts";
export { run, type Terminal } from "./run.ts";
