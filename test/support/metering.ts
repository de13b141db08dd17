import { makeApiKey } from "@saihan/auth";
import { insertProviderKey, single } from "@saihan/db";
import type { House } from "./house.ts";

/** A key of the provider's metering, for events of one source. */
export async function addMeteringKey(house: House, source = "/meter", scopes?: string[]): Promise<string> {
  const key = makeApiKey();
  const row = { id: key.id, name: "metering", source, secretHash: key.secretHash, at: house.clock.now() };
  await single(house.db, { service: "test" }, (tx) => insertProviderKey(tx, row));
  if (scopes) await house.database.sql`update provider_keys set scopes = ${scopes} where id = ${key.id}`;
  return key.key;
}
