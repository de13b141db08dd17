import type { IamGroupRow, IamRoleRow } from "@saihan/db";
import { z } from "../fields.ts";

const resource = z.record(z.string(), z.string());

export const iamGroupSchema = z
  .object({
    id: z.string(),
    contractId: z.string(),
    name: z.string(),
    description: z.string(),
    roles: z.array(z.object({ id: z.string(), name: z.string() })),
    users: z.array(z.string()).openapi({ description: "Ids of the users whom it limits" }),
    createdAt: z.iso.datetime(),
  })
  .openapi("IamGroup");

export const iamRoleSchema = z
  .object({
    id: z.string(),
    contractId: z.string(),
    name: z.string(),
    description: z.string(),
    resources: z.array(resource),
    createdAt: z.iso.datetime(),
  })
  .openapi("IamRole");

export function iamGroupView({ createdAt, ...row }: IamGroupRow): z.infer<typeof iamGroupSchema> {
  return { ...row, createdAt: createdAt.toISOString() };
}

export function iamRoleView({ createdAt, ...row }: IamRoleRow): z.infer<typeof iamRoleSchema> {
  return { ...row, createdAt: createdAt.toISOString() };
}
