import { Button, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";
import { giveStaff, type StepProps } from "./step.ts";
import { WhoFields } from "./who.tsx";

type Props = StepProps & { loginId: string; setLoginId: (loginId: string) => void; fixed: boolean };

/** The provider's staff: always with a code. Digits may come in full width and with spaces. */
export function StaffStep({ goOn, back, headingOrder, loginId, setLoginId, fixed }: Props) {
  const { say } = useTexts();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  const digits = code.normalize("NFKC").replaceAll(/\s/g, "");
  const send = useMutation({
    mutationFn: () => giveStaff({ loginId: loginId.trim(), password, code: digits }),
    onSuccess: goOn,
  });
  const goodCode = /^\d{6}$/.test(digits);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (loginId.trim() !== "" && password !== "" && goodCode) send.mutate();
  };
  return (
    <form onSubmit={submit} noValidate style={{ display: "contents" }}>
      <Title order={headingOrder} size="h2">
        {say("signIn.staffTitle")}
      </Title>
      <WhoFields {...{ loginId, setLoginId, fixed, password, setPassword, asked }} />
      <TextInput
        label={say("signIn.code")}
        name="code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={asked && !goodCode ? say("signIn.codeShape") : undefined}
        inputMode="numeric"
        autoComplete="one-time-code"
      />
      <Failure error={send.error} />
      <Button type="submit" loading={send.isPending} fullWidth>
        {say("signIn.next")}
      </Button>
      {!fixed && (
        <Button variant="subtle" onClick={back}>
          {say("signIn.notStaff")}
        </Button>
      )}
    </form>
  );
}
