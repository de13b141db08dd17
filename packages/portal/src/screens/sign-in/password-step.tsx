import { Button, PasswordInput, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";
import { givePassword, type StepProps } from "./step.ts";

type Props = StepProps & { loginId: string; setLoginId: (loginId: string) => void; fixed: boolean };

export function PasswordStep({ goOn, headingOrder, loginId, setLoginId, fixed }: Props) {
  const { say } = useTexts();
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const send = useMutation({ mutationFn: () => givePassword(loginId.trim(), password), onSuccess: goOn });
  const missing = (text: string) => (asked && text.trim() === "" ? say("signIn.needed") : undefined);
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
      <TextInput
        label={say("signIn.loginId")}
        name="loginId"
        value={loginId}
        onChange={(event) => setLoginId(event.currentTarget.value)}
        error={missing(loginId)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={fixed}
        data-autofocus={!fixed || undefined}
      />
      <PasswordInput
        label={say("signIn.password")}
        name="password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={missing(password)}
        autoComplete="current-password"
        data-autofocus={fixed || undefined}
      />
      <Failure error={send.error} />
      <Button type="submit" loading={send.isPending} fullWidth>
        {say("signIn.next")}
      </Button>
    </form>
  );
}
