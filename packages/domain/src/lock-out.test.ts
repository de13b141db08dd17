import { describe, expect, test } from "vitest";
import { type AdministratorFacts, decideLosesAdministrator } from "./lock-out.ts";

const user = (id: string, type: AdministratorFacts["type"], more: Partial<AdministratorFacts> = {}): AdministratorFacts => ({
  id,
  type,
  state: "active",
  signInDisabled: false,
  ...more,
});
const owner = user("owner", "representative");
const admin = user("admin", "administrator");
const general = user("general", "general");

describe("who may cease to administer a contract", () => {
  test.each([
    ["a general user", "general", [owner, general], true],
    ["the representative, with an administrator left", "owner", [owner, admin], true],
    ["the representative, with general users left", "owner", [owner, general], false],
    ["an administrator, with the representative left", "admin", [owner, admin], true],
    ["an administrator, when the representative cannot sign in", "admin", [{ ...owner, signInDisabled: true }, admin], false],
    [
      "an administrator, when the other is being deleted",
      "admin",
      [{ ...owner, signInDisabled: true }, admin, user("b", "administrator", { state: "deleting" })],
      false,
    ],
    [
      "an administrator, when the other is still being made",
      "admin",
      [{ ...owner, signInDisabled: true }, admin, user("b", "administrator", { state: "provisioning" })],
      false,
    ],
    [
      "an administrator, with another one left",
      "admin",
      [{ ...owner, signInDisabled: true }, admin, user("b", "administrator")],
      true,
    ],
    ["one who cannot sign in anyway", "owner", [{ ...owner, signInDisabled: true }, general], true],
    ["the only user", "owner", [owner], false],
    ["somebody who is not there", "nobody", [owner], true],
  ])("%s", (_, leaving, users, may) => {
    const decision = decideLosesAdministrator("econ1000000001", leaving, users);
    expect(decision.ok ? true : decision.code).toBe(may || "LAST_ADMINISTRATOR");
  });
});
