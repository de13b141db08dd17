import { Alert, Anchor, Button, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { SignIn } from "../screens/sign-in.tsx";
import { api, problemOf } from "../session/api.ts";
import { Failure } from "../shell/failure.tsx";
import { useTexts } from "../texts/language.ts";
import type { OutsideAddress } from "./addresses.ts";
import { linkToken } from "./link.ts";

type Props = { title: string; address: Exclude<OutsideAddress, "forgot-password"> };

/** The first password of who is invited, or a new one; then the sign-in, for which it is needed. */
export function SetPassword({ title, address }: Props) {
  const { say } = useTexts();
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const set = useMutation({
    mutationFn: async () => {
      await api.post("/v1/password-resets/complete", { body: { token: linkToken, password } });
      // Whoever was signed in here may be somebody else.
      await api.delete("/v1/sessions/current").catch(() => undefined);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (password !== "") set.mutate();
  };
  if (set.isSuccess) return <Done />;
  const useless = linkToken === "" || problemOf(set.error)?.code === "PASSWORD_LINK_INVALID";
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Title order={1} size="h2">
          {title}
        </Title>
        {linkToken === "" ? (
          <Alert color="red" variant="light" role="alert" title={say("outside.noLink")}>
            {say("outside.noLinkLead")}
          </Alert>
        ) : (
          <>
            <Text size="sm">{say(`outside.lead.${address}`)}</Text>
            <PasswordInput
              label={say("account.new")}
              description={say("outside.passwordHint")}
              name="password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={asked && password === "" ? say("signIn.needed") : undefined}
              autoComplete="new-password"
              autoFocus
            />
            <Failure error={set.error} />
            <Button type="submit" loading={set.isPending} fullWidth>
              {say("outside.set")}
            </Button>
          </>
        )}
        {useless && (
          <Anchor href="/forgot-password" underline="always" size="sm" ta="center">
            {say("outside.askAnew")}
          </Anchor>
        )}
      </Stack>
    </form>
  );
}

function Done() {
  const { say } = useTexts();
  const steps = useRef<HTMLDivElement>(null);
  // What had the focus is gone.
  useEffect(() => steps.current?.querySelector("input")?.focus(), []);
  return (
    <Stack ref={steps}>
      <Alert color="green" role="status">
        {say("outside.done")}
      </Alert>
      <SignIn entered={() => location.replace("/")} />
    </Stack>
  );
}
