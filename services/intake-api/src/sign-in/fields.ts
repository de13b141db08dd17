import { totpStates } from "@saihan/db";
import { actions, languages, operatorKinds, partnerModels, rights, userTypes } from "@saihan/domain";
import { contractIdField, instant, userIdField, z } from "../fields.ts";

/** A password as it is typed at sign-in: any that could have been set. */
export const givenPassword = z.string().min(1).max(1_000).openapi({ format: "password" });

/** A password that is to be set. How long and how good it must be is said by its own refusals. */
export const newPassword = z
  .string()
  .min(1)
  .max(2_000)
  .refine((text) => !/\p{Surrogate}/u.test(text), { error: "holds half a character" })
  .openapi({
    format: "password",
    description: "15 to 256 characters, 12 with one-time codes on; any characters; not one that many people choose",
  });

export const totpCode = z
  .string()
  .regex(/^[0-9]{6}$/, "must be six digits")
  .openapi({ example: "492039", description: "The six digits of the authenticator app" });

export const recoveryCode = z.string().min(1).max(40).openapi({ example: "7K3D-9QWX-04NB-TZ6H" });

export const deviceField = z
  .string()
  .max(100)
  .optional()
  .openapi({ description: "`device` of an earlier sign-in on this device: its failures are then counted apart" });

export const sessionSchema = z
  .object({
    token: z.string().openapi({ description: "Send it as Authorization: Bearer. It is shown here only" }),
    id: z.uuid(),
    endsAt: instant.openapi({ description: "Ends then at the latest; and after 30 minutes without use" }),
  })
  .openapi("Session");

export const recoveryCodesSchema = z
  .array(z.string())
  .openapi({ description: "Ten codes, each for one sign-in without the device. They are shown here only" });

export const securityViewSchema = z
  .object({
    contractId: contractIdField,
    userId: userIdField,
    totp: z.enum(totpStates).openapi({ description: "asked: the next sign-in shows the QR code" }),
    signInDisabled: z.boolean(),
  })
  .openapi("UserSecurity");

const actionList = z.array(z.enum(actions as [string, ...string[]]).openapi("Action"));

export const accountSchema = z
  .object({
    userId: userIdField,
    contractId: contractIdField,
    type: z.enum(userTypes),
    loginId: z.string(),
    mailAddress: z.string(),
    name: z.string().nullable(),
    totp: z.enum(totpStates),
    recoveryCodesLeft: z.number().int(),
    contractName: z.string(),
    partnerId: contractIdField,
    model: z.enum(partnerModels),
    language: z.enum(languages).openapi({ description: "In which the contract is written to" }),
    rights: z.array(z.enum(rights)).openapi({ description: "What you hold as one who administers" }),
    allowed: z.object({ self: actionList, own: actionList, child: actionList }).openapi({
      description: "What you may do to your own account, in your own contract, and to child contracts in your reach",
    }),
  })
  .openapi("Account");

export const operatorAccountSchema = z
  .object({
    operatorId: z.string(),
    loginId: z.string(),
    kind: z.enum(operatorKinds).openapi({ description: "What you do for the provider" }),
    allowed: actionList.openapi({ description: "What you may do, to whichever partner you name" }),
  })
  .openapi("OperatorAccount");
