import type { Db } from "@saihan/db";
import type { Platform } from "@saihan/platform";

/** What a handler needs to carry out an order. */
export interface FulfilmentContext {
  db: Db;
  platform: Platform;
  now: () => Date;
}
