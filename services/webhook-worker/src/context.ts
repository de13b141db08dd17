import type { Db } from "@saihan/db";
import type { Poster } from "@saihan/webhooks";

export interface WebhookContext {
  db: Db;
  now: () => Date;
  poster: Poster;
  /** Opens the secrets of endpoints. */
  key: Buffer;
}
