import type { Log } from "@saihan/log";
import { circuitMoved } from "@saihan/metrics";
import type { CircuitListener } from "@saihan/platform";

/** Tells the log when the circuit to the platform opens and closes. */
export function hearCircuit(log: Log): CircuitListener {
  return ({ state, why }) => {
    circuitMoved(state);
    if (state === "closed") log.info("the platform answers again");
    else log.warn("the platform fails: orders wait", { state, ...(why ? { cause: why } : {}) });
  };
}
