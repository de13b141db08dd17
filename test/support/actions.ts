import type { Action } from "@saihan/domain";
import { documented } from "../../services/intake-api/src/app.ts";

const actions = new Map(documented.map((op) => [op.id, op.action]));

/** What the permission table calls an operation of the OpenAPI document. */
export function actionOf(operationId: string): Action {
  const action = actions.get(operationId);
  if (!action || action === "anyone") throw new Error(`${operationId} has no action`);
  return action;
}
