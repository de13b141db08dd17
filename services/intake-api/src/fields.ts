import { extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { parseRange } from "@saihan/auth";
import {
  contractIdPattern,
  customerNumberPattern,
  isDisplayText,
  isMailAddress,
  labelNamePattern,
  languages,
  loginIdPattern,
  mailAddressPattern,
  maxLabels,
  orderIdPattern,
  regionPattern,
  startWithinDays,
  tenantIdPattern,
  tenantNamePattern,
  userIdPattern,
  workspaceIdPattern,
} from "@saihan/domain";
import { z } from "zod";

extendZodWithOpenApi(z);

/** Fields that requests share. Each names its rule in the domain. */
export { z };

export const displayText = (max: number, example: string) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => isDisplayText(text, max), { error: "holds characters that a name may not hold, or space at an end" })
    .openapi({ example });

export const contractIdField = z.string().regex(contractIdPattern).openapi({ example: "econ1000000001" });
export const userIdField = z.string().regex(userIdPattern).openapi({ example: "ecid1000000001" });
export const tenantIdField = z.string().regex(tenantIdPattern).openapi({ example: "0f8fad5bd9cb469fa16570867728950e" });
export const orderIdField = z
  .string()
  .regex(orderIdPattern)
  .openapi({ format: "uuid", example: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60" });
export const customerNumberField = z
  .string()
  .regex(customerNumberPattern, "must be 6 to 50 half-width letters and digits")
  .openapi({ example: "N1234567890" });
export const languageField = z.enum(languages).openapi({ description: "Language of the contract's mails" });
export const loginIdField = z
  .string()
  .regex(loginIdPattern, "must be 3 to 128 letters, digits and @ . _ + -, beginning with a letter or digit")
  .openapi({ example: "taro.yamada@example.jp" });
export const mailAddressField = z
  .string()
  .max(254)
  .regex(mailAddressPattern, "must be one mail address")
  .refine(isMailAddress, { error: "must be one mail address" })
  .openapi({ format: "email", example: "taro.yamada@example.jp" });
export const tenantNameField = z
  .string()
  .regex(tenantNamePattern, "must be 1 to 64 letters, digits and @ . _ -")
  .openapi({ example: "shop-production" });
export const workspaceIdField = z
  .string()
  .regex(workspaceIdPattern, "must be ws and 10 digits")
  .openapi({ example: "ws1000000001" });
export const regionField = z.string().regex(regionPattern, "must be a region such as jp1").openapi({ example: "jp1" });

/** The partner's own words for a contract: at most 20, names of 1 to 63 plain characters, values that people read. */
export const labelsField = z
  .record(
    z.string().regex(labelNamePattern, "must be 1 to 63 lower-case letters, digits and . _ -"),
    z
      .string()
      .min(1)
      .max(200)
      .refine((text) => isDisplayText(text, 200), { error: "holds characters that a label may not hold" }),
  )
  .refine((labels) => Object.keys(labels).length <= maxLabels, { error: `must be at most ${maxLabels} labels` })
  .openapi({ description: "Your own labels", example: { branch: "osaka" } });

export const addressRangeField = z
  .string()
  .max(60)
  .refine((text) => parseRange(text) !== undefined, { error: "must be an address or a range in CIDR form, IPv4 or IPv6" })
  .openapi({ example: "192.0.2.0/24" });

export const notifyField = (what: string) => z.boolean().optional().openapi({ description: what });

/** An id in a path that is not of the right form names nothing, just as one that is not there. */
export const contractIdParam = z.string();

export const nothing = z.strictObject({});
export const instant = z.iso.datetime().openapi({ example: "2026-04-01T00:00:00.000Z" });
/** On orders that may be placed ahead. */
export const startAtField = instant.optional().openapi({
  description: `When it is to begin, in UTC, at most ${startWithinDays} days ahead; left out: at once. The contract and who orders are judged again then.`,
});
export const maybeInstant = instant.nullable();
