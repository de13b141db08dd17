import { startCluster } from "@saihan/launch";
import { setupOf } from "./redis-set.ts";

export default setupOf(startCluster);
