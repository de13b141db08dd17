import { startSentinels } from "@saihan/launch";
import { setupOf } from "./redis-set.ts";

export default setupOf(startSentinels);
