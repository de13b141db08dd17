import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { pairOf, someTenant } from "../support/sss.ts";

/** A Python that has keystoneauth1, on which eclsdk and `ecl` build; a distribution's packages are in the distribution's own Python. */
const python = ["python3", "/usr/bin/python3"].find((each) => spawnSync(each, ["-c", "import keystoneauth1"]).status === 0);
if (!python) console.warn("skipped: the SSS API with keystoneauth1 (no python3 has it; on Debian install python3-keystoneauth1)");

/** Signs in, finds SSS in the catalogue by type and region, reads users, and says what came of it. */
const script = `
import json, sys
from keystoneauth1 import session
from keystoneauth1.exceptions import EndpointNotFound, Unauthorized
from keystoneauth1.identity.v3 import Password
asked = json.load(sys.stdin)
auth = Password(auth_url=asked["url"], username=asked["name"], password=asked["secret"], user_domain_id="default", project_id=asked["tenant"])
made = session.Session(auth=auth)
try:
    endpoint = made.get_endpoint(service_type=asked["type"], interface="public", region_name=asked["region"])
    users = made.get(endpoint + "/users").json()
    print(json.dumps({"endpoint": endpoint, "project": made.get_project_id(), "users": users}))
except EndpointNotFound:
    print(json.dumps({"found": False}))
except Unauthorized:
    print(json.dumps({"refused": 401}))
`;

describe.skipIf(missingStore || !python)("the SSS API as keystoneauth1 speaks to it", () => {
  let house: House;
  let tenant: string;
  beforeAll(async () => {
    house = await openHouse();
    tenant = await someTenant(house, house.partner.contractId, "sss-keystoneauth");
  });
  afterAll(() => house?.close());

  async function session(given: { type: string; region: string; secret?: string }) {
    const running = promisify(execFile)(python ?? "", ["-c", script]);
    running.child.stdin?.end(JSON.stringify({ url: `${house.api}/v3`, tenant, ...pairOf(house.partner.apiKey), ...given }));
    return JSON.parse((await running).stdout);
  }

  test.each([
    ["sssv2", "/sss/api/v2"],
    ["sss", "/sss/api/v1.0"],
  ])("signs in, finds %s in the catalogue and reads its users", async (type, path) => {
    const { contractId } = house.partner;
    expect(await session({ type, region: "jp1" })).toMatchObject({
      ...{ endpoint: house.api + path, project: tenant },
      users: { contract_id: contractId, users: expect.arrayContaining([expect.objectContaining({ contract_owner: true })]) },
    });
  });

  test("finds none in a region without a tenant, and understands a refusal", async () => {
    expect(await session({ type: "sssv2", region: "jp9" })).toEqual({ found: false });
    expect(await session({ type: "sssv2", region: "jp1", secret: "wrong" })).toEqual({ refused: 401 });
  });
});
