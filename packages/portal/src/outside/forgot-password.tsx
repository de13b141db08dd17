import { Alert, Anchor, Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api } from "../session/api.ts";
import { Failure } from "../shell/failure.tsx";
import { useTexts } from "../texts/language.ts";

/** Asks for a mail with a link. What is answered never tells whether there is such a user. */
export function ForgotPassword({ title }: { title: string }) {
  const { say } = useTexts();
  const [loginId, setLoginId] = useState("");
  const [asked, setAsked] = useState(false);
  const ask = useMutation({
    mutationFn: () => api.post("/v1/password-resets", { body: { loginId: loginId.trim() } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (loginId.trim() !== "") ask.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Title order={1} size="h2">
          {ask.isSuccess ? say("outside.askedTitle") : title}
        </Title>
        {ask.isSuccess ? (
          <Alert color="green" role="status">
            {say("outside.asked")}
          </Alert>
        ) : (
          <>
            <Text size="sm">{say("outside.lead.forgot-password")}</Text>
            <TextInput
              label={say("signIn.loginId")}
              name="loginId"
              value={loginId}
              onChange={(event) => setLoginId(event.currentTarget.value)}
              error={asked && loginId.trim() === "" ? say("signIn.needed") : undefined}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
            />
            <Failure error={ask.error} />
            <Button type="submit" loading={ask.isPending} fullWidth>
              {say("outside.ask")}
            </Button>
          </>
        )}
        <Anchor href="/" underline="always" size="sm" ta="center">
          {say("outside.toSignIn")}
        </Anchor>
      </Stack>
    </form>
  );
}
