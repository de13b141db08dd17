import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashPassword, makeApiKey, makeTotpSecret, seal, signInKeys } from "@saihan/auth";
import { programmePrices, readPlanItems, readPriceList } from "@saihan/billing";
import { enterPriceVersions } from "@saihan/closing";
import {
  apiKeyIsLive,
  connect,
  createNumbers,
  type Db,
  disconnect,
  enterPlanItems,
  findOperatorByLogin,
  insertApiKey,
  insertContract,
  insertOperator,
  insertUser,
  recordAgreement,
  single,
  transaction,
} from "@saihan/db";

export interface SampleCredentials {
  partners: { name: string; contractId: string; apiKey: string; loginId: string; password: string }[];
  operator: { loginId: string; password: string; totpSecret: string };
}

const samplePartners = [
  { name: "サンプル再販株式会社", mail: "daihyo@reseller.example" },
  { name: "見本マネージドサービス株式会社", mail: "daihyo@managed.example" },
];

/**
 * Loads the sample programme: two partners with an API key each, and an operator. What only their owners may know is kept in the
 * state folder, readable by its owner alone, because the database has hashes only.
 */
export async function seedSampleProgramme(options: {
  databaseUrl: string;
  masterKey: Buffer;
  stateFolder: string;
}): Promise<SampleCredentials> {
  const file = join(options.stateFolder, "credentials.json");
  const db = connect({ url: options.databaseUrl, applicationName: "seed", max: 2 });
  try {
    await enterPriceVersions(db, { service: "seed" }, programmePrices(readPriceList()), new Date());
    await single(db, { service: "seed" }, (tx) => enterPlanItems(tx, readPlanItems()));
    if (existsSync(file)) {
      const known = JSON.parse(readFileSync(file, "utf8")) as SampleCredentials;
      if (await stillThere(db, known)) return known;
    }
    const partners: SampleCredentials["partners"] = [];
    for (const partner of samplePartners) {
      const password = randomBytes(15).toString("base64url");
      const passwordHash = await hashPassword(signInKeys(options.masterKey).pepper, password);
      const made = await createPartner(db, { ...partner, passwordHash });
      await signSampleAgreement(db, made.contractId);
      partners.push({ ...made, loginId: loginOf(made.contractId, partner.mail), password });
    }
    const operator = await createOperator(db, options.masterKey, "operator");
    const made = { partners, operator };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    return made;
  } finally {
    await disconnect(db);
  }
}

/** The sample partners may resell, Wasabi too. */
export async function signSampleAgreement(db: Db, partnerId: string): Promise<void> {
  const agreement = { id: "sample", fromDay: "2020-04-01", toDay: null, names: ["wasabi-object-storage"] };
  await single(db, { service: "seed" }, (tx) => recordAgreement(tx, partnerId, agreement, { by: "seed", at: new Date() }));
}

/** Login ids are unique over the service; the contract's number keeps partners of one mail domain apart. */
function loginOf(contractId: string, mail: string): string {
  return `${contractId}@${mail.split("@")[1]}`;
}

async function stillThere(db: Db, known: SampleCredentials): Promise<boolean> {
  const keys = await Promise.all(known.partners.map((p) => apiKeyIsLive(db, p.apiKey.split("_")[1] ?? "")));
  const operator = await transaction(db, { service: "seed" }, (tx) => findOperatorByLogin(tx, known.operator.loginId));
  return keys.every(Boolean) && operator !== undefined;
}

/** A parent contract with its representative and a first API key. The key is returned and stored nowhere. */
export async function createPartner(
  db: Db,
  partner: { name: string; mail: string; passwordHash?: string },
  at: Date = new Date(),
): Promise<{ name: string; contractId: string; apiKey: string }> {
  const numbers = createNumbers(db, 1);
  const contractId = await numbers.contractId();
  const userId = await numbers.userId();
  const key = makeApiKey();
  await transaction(db, { service: "create-partner" }, async (tx) => {
    await insertContract(tx, {
      id: contractId,
      partnerId: contractId,
      kind: "parent",
      state: "active",
      customerName: partner.name,
      customerNumber: contractId,
      language: "ja",
      representativeId: userId,
      at,
    });
    await insertUser(tx, {
      id: userId,
      partnerId: contractId,
      contractId,
      type: "representative",
      state: "active",
      loginId: loginOf(contractId, partner.mail),
      ...(partner.passwordHash === undefined ? {} : { passwordHash: partner.passwordHash }),
      mailAddress: partner.mail,
      name: null,
      at,
    });
    await insertApiKey(tx, {
      ...{ id: key.id, partnerId: contractId, contractId, userId, name: "first key" },
      secretHash: key.secretHash,
      at,
    });
  });
  return { name: partner.name, contractId, apiKey: key.key };
}

/** An operator with a password and a one-time secret, both made here. */
export async function createOperator(db: Db, masterKey: Buffer, wantedLogin: string): Promise<SampleCredentials["operator"]> {
  const taken = await transaction(db, { service: "seed" }, (tx) => findOperatorByLogin(tx, wantedLogin));
  const loginId = taken ? `${wantedLogin}-${randomBytes(3).toString("hex")}` : wantedLogin;
  const operator = { loginId, password: randomBytes(15).toString("base64url"), totpSecret: makeTotpSecret() };
  const id = `op-${randomBytes(6).toString("hex")}`;
  const keys = signInKeys(masterKey);
  const passwordHash = await hashPassword(keys.pepper, operator.password);
  const totpSecret = seal(keys.totp, operator.totpSecret, id);
  await transaction(db, { service: "seed" }, async (tx) => {
    await insertOperator(tx, { id, loginId, kind: "operations", passwordHash, totpSecret, at: new Date() });
  });
  return operator;
}
