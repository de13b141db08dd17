import { no } from "@saihan/domain";
import { ProblemAnswer } from "../problem.ts";
import type { SssAsked, SssRoute } from "./route.ts";
import { tokenView } from "./tokens.ts";
import { textOf } from "./wire.ts";

/** Rows 33 and 34: what the provider's staff ask about a user, whom they name by the id alone. */
export const operatorRoutes: readonly SssRoute[] = [
  {
    method: "post",
    path: "/tokens/users/:userId",
    acts: ["issueTokenForUser"],
    status: 201,
    answer: async (asked) => {
      const params = placeOf(asked);
      const tenantId = textOf(asked.body, "tenant_id");
      const made = await asked.ask("issueTokenForUser", { params, body: tenantId === undefined ? {} : { tenantId } });
      asked.setHeader("X-Subject-Token", made.token);
      return tokenView(
        {
          ...{ userId: made.userId, id: made.keyId, tenantId: made.tenantId, tenantName: made.tenantName },
          ...{ issuedAt: new Date(made.issuedAt), tokenExpiresAt: new Date(made.expiresAt) },
        },
        made.regions,
        asked.base,
      );
    },
  },
  {
    method: "get",
    path: "/users/:userId/service-menus",
    acts: ["listMenusOfContract"],
    status: 200,
    answer: async (asked) => {
      const { contractId, userId } = placeOf(asked);
      const { menus } = await asked.ask("listMenusOfContract", { params: { contractId } });
      return { user_id: userId, contract_id: contractId, service_menus: menus };
    },
  },
];

/** Where the user stands; who is not there answers as missing. */
function placeOf({ place, params: { userId = "" } }: SssAsked): { contractId: string; userId: string } {
  if (!place) throw new ProblemAnswer(no("USER_NOT_FOUND", { userId: userId.slice(0, 64) }));
  return { contractId: place.contractId, userId };
}
