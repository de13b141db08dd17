import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How far the old generation may grow over what was found alive in it before it is collected again, percent. */
const growth = 60;

/**
 * Keeps the heap of this process near to what lives in it. The lines of a job outlive the young generation and die with the job: left to itself, V8
 * lets them pile up to several times what is in use. The first limit is set when a process starts, far above; one collection replaces it.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  setFlagsFromString("--no-expose-gc");
}
