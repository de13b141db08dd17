import { no } from "@saihan/domain";
import { loginIdField, nothing, z } from "../fields.ts";
import { operation } from "../operation.ts";
import { codeStep } from "./code-step.ts";
import { deviceField, givenPassword, recoveryCode, recoveryCodesSchema, sessionSchema, totpCode } from "./fields.ts";
import { passwordStep } from "./password-step.ts";

const tag = "Sign-in";
const ticket = z.string().max(100).openapi({ description: "`ticket` of the step before; it holds for ten minutes" });

const signedIn = z
  .object({
    next: z.literal("none"),
    session: sessionSchema,
    device: z.string().openapi({ description: "Keep it on this device and send it along the next time" }),
    recoveryCodes: recoveryCodesSchema.optional(),
  })
  .openapi("SignedIn");
const codeNeeded = z.object({ next: z.literal("code"), ticket: z.string() }).openapi("CodeNeeded");
const enrolmentNeeded = z
  .object({
    next: z.literal("enrol"),
    ticket: z.string(),
    otpauthUri: z.string(),
    qr: z.string().openapi({ description: "The URI as an SVG image, for the authenticator app. This secret is shown here only" }),
  })
  .openapi("EnrolmentNeeded");

export const signInOperations = [
  operation({
    method: "post",
    path: "/v1/sign-in",
    id: "signIn",
    tag,
    summary: "Sign in with login id and password",
    description:
      "`next` says what follows: nothing, a one-time code, or setting one-time codes up. A login id that does not exist is answered as one that does.",
    action: "anyone",
    params: nothing,
    query: nothing,
    body: z.strictObject({ loginId: loginIdField, password: givenPassword, device: deviceField }).openapi("SignIn"),
    order: false,
    status: 200,
    answer: z.discriminatedUnion("next", [signedIn, codeNeeded, enrolmentNeeded]),
    refusals: ["SIGN_IN_WRONG", "SIGN_IN_RESTS", "SIGN_IN_LOCKED", "ADDRESS_NOT_ALLOWED"],
    handle: (ctx, { body, origin, requestId }) => passwordStep(ctx, body, origin, requestId),
  }),
  operation({
    method: "post",
    path: "/v1/sign-in/code",
    id: "signInWithCode",
    tag,
    summary: "Go on with a one-time code or a recovery code",
    description: "Confirms the authenticator app when it is being set up; the answer then holds ten recovery codes.",
    action: "anyone",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({ ticket, code: totpCode.optional(), recoveryCode: recoveryCode.optional(), device: deviceField })
      .refine((body) => (body.code === undefined) !== (body.recoveryCode === undefined), {
        error: "needs either code or recoveryCode",
      })
      .openapi("SignInCode"),
    order: false,
    status: 200,
    answer: signedIn,
    refusals: ["SIGN_IN_WRONG", "SIGN_IN_TICKET_INVALID", "SIGN_IN_RESTS", "SIGN_IN_LOCKED", "ADDRESS_NOT_ALLOWED"],
    handle: async (ctx, { body, origin, requestId }) => {
      const { code, recoveryCode: recovery, ...rest } = body;
      if (code !== undefined) return codeStep(ctx, { ...rest, code }, origin, requestId);
      return recovery === undefined
        ? no("INVALID_REQUEST")
        : codeStep(ctx, { ...rest, recoveryCode: recovery }, origin, requestId);
    },
  }),
];
