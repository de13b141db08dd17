import { Anchor, Button, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";
import { givePassword, type StepProps } from "./step.ts";
import { WhoFields } from "./who.tsx";

type Props = StepProps & { loginId: string; setLoginId: (loginId: string) => void; fixed: boolean };

export function PasswordStep({ goOn, headingOrder, loginId, setLoginId, fixed }: Props) {
  const { say } = useTexts();
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const send = useMutation({ mutationFn: () => givePassword(loginId.trim(), password), onSuccess: goOn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (loginId.trim() !== "" && password !== "") send.mutate();
  };
  return (
    <form onSubmit={submit} noValidate style={{ display: "contents" }}>
      <Title order={headingOrder} size="h2">
        {say("signIn.title")}
      </Title>
      <WhoFields {...{ loginId, setLoginId, fixed, password, setPassword, asked }} />
      <Failure error={send.error} />
      <Button type="submit" loading={send.isPending} fullWidth>
        {say("signIn.next")}
      </Button>
      {!fixed && (
        <>
          <Anchor href="/forgot-password" underline="always" size="sm" ta="center">
            {say("signIn.forgot")}
          </Anchor>
          <Button variant="subtle" onClick={() => goOn({ next: "staff" })}>
            {say("signIn.staff")}
          </Button>
        </>
      )}
    </form>
  );
}
