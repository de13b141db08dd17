import { sessionEnd, signInOperator } from "@saihan/auth";
import { operatorKinds } from "@saihan/domain";
import { instant, loginIdField, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { deviceField, givenPassword, totpCode } from "./fields.ts";

export const operatorOperations = [
  operation({
    method: "post",
    path: "/v1/operator/sign-in",
    id: "signInOperator",
    tag: "Sign-in",
    summary: "Sign in as one of the provider's operators",
    description: "Password and one-time code together; operators always need both.",
    action: "anyone",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({ loginId: loginIdField, password: givenPassword, code: totpCode, device: deviceField })
      .openapi("SignInOperator"),
    order: false,
    status: 200,
    answer: z.object({
      token: z.string(),
      kind: z.enum(operatorKinds),
      endsAt: instant,
      device: z.string().openapi({ description: "Keep it on this device and send it along the next time" }),
    }),
    refusals: ["SIGN_IN_WRONG", "SIGN_IN_RESTS", "SIGN_IN_LOCKED"],
    handle: async (ctx, { body, origin }) => {
      const at = ctx.now();
      const signedIn = await signInOperator(ctx.db, ctx.signInKeys, body, origin.address, at);
      if (!signedIn.ok) return signedIn;
      const { token, kind, device } = signedIn;
      return ok(200, { token, kind, device, endsAt: sessionEnd(at).toISOString() });
    },
  }),
];
