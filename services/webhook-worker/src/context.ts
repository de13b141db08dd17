import type { Db } from "@saihan/db";
import type { Poster } from "@saihan/webhooks";

export interface WebhookContext {
  db: Db;
  now: () => Date;
  poster: Poster;
  /** The process is about to end: a round stops after the message under way. */
  stopping: () => boolean;
  /** Opens the secrets of endpoints. */
  key: Buffer;
}
