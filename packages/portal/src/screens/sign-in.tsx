import { Stack } from "@mantine/core";
import { useState } from "react";
import { CodeStep } from "./sign-in/code-step.tsx";
import { EnrolStep } from "./sign-in/enrol-step.tsx";
import { PasswordStep } from "./sign-in/password-step.tsx";
import { RecoveryCodes } from "./sign-in/recovery-codes.tsx";
import { StaffStep } from "./sign-in/staff-step.tsx";
import type { Step } from "./sign-in/step.ts";

interface Props {
  /** Called once the session is open and everything that is shown only once has been kept. */
  entered: () => void;
  /** Of somebody who signs in again. */
  loginId?: string;
  headingOrder?: 1 | 3;
  /** Whoever signs in again is one of the provider's staff. */
  staff?: boolean;
}

/** The steps of a sign-in, one after the other. The session itself never comes to the page. */
export function SignIn({ entered, loginId = "", headingOrder = 1, staff = false }: Props) {
  const [step, setStep] = useState<Step>({ next: staff ? "staff" : "password" });
  const [given, setGiven] = useState(loginId);
  const goOn = (to: Step) => (to.next === "none" ? entered() : setStep(to));
  const back = () => setStep({ next: "password" });
  const shared = { goOn, back, headingOrder };
  const person = { loginId: given, setLoginId: setGiven, fixed: loginId !== "" };
  return (
    <Stack>
      {step.next === "password" && <PasswordStep {...shared} {...person} />}
      {step.next === "staff" && <StaffStep {...shared} {...person} />}
      {step.next === "code" && <CodeStep {...shared} ticket={step.ticket} />}
      {step.next === "enrol" && <EnrolStep {...shared} {...step} />}
      {step.next === "keep" && <RecoveryCodes codes={step.codes} kept={entered} headingOrder={headingOrder} />}
    </Stack>
  );
}
