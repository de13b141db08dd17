import { Alert, Button, Paper, PasswordInput, Stack, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Facts, Part } from "../kit/facts.tsx";
import { type Account, api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { Failure } from "../shell/failure.tsx";
import { useTexts } from "../texts/language.ts";
import { ApiKeys } from "./account/api-keys.tsx";
import { OneTimeCodes } from "./account/one-time-codes.tsx";
import { Sessions } from "./account/sessions.tsx";
import { NoticeChoices } from "./notices/choices.tsx";

export function YourAccount() {
  const { data: me } = useMe();
  const { say } = useTexts();
  if (!me) return null;
  return (
    <Stack gap="xl">
      <Title order={1}>{say("account.title")}</Title>
      <Profile me={me} />
      <ChangePassword loginId={me.loginId} />
      <OneTimeCodes me={me} />
      <Sessions />
      {may(me, "self", "key.view") && <ApiKeys me={me} />}
      {may(me, "self", "notice-settings.view") && (
        <NoticeChoices user={{ contractId: me.contractId, userId: me.userId }} lead="notify.lead" />
      )}
    </Stack>
  );
}

function Profile({ me }: { me: Account }) {
  const { say, language } = useTexts();
  const list = new Intl.ListFormat(language, { type: "unit" });
  return (
    <Part title={say("account.facts")}>
      <Facts
        facts={[
          ["account.name", me.name ?? "–"],
          ["signIn.loginId", me.loginId],
          ["account.mail", me.mailAddress],
          ["account.contract", `${me.contractName} (${me.contractId})`],
          ["account.type", say(`account.type.${me.type}`)],
          ["account.rights", list.format(me.rights.map((right) => say(`account.right.${right}`))) || say("account.none")],
          ["account.totp", say(`account.totp.${me.totp}`, { left: me.recoveryCodesLeft })],
        ]}
      />
    </Part>
  );
}

function ChangePassword({ loginId }: { loginId: string }) {
  const { say } = useTexts();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [asked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: () => api.put("/v1/me/password", { body: { current, next } }),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      setAsked(false);
    },
  });
  const missing = (text: string) => (asked && text === "" ? say("signIn.needed") : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (current !== "" && next !== "") change.mutate();
  };
  return (
    <Paper withBorder p="lg" component="section">
      <Title order={2} size="h4" mb="md">
        {say("account.password")}
      </Title>
      <form onSubmit={submit} noValidate>
        <Stack maw={420}>
          {/* So that a password manager knows whose password it is. */}
          <input type="text" name="username" autoComplete="username" value={loginId} readOnly hidden />
          <PasswordInput
            label={say("account.current")}
            name="current"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={missing(current)}
          />
          <PasswordInput
            label={say("account.new")}
            description={say("account.newHint")}
            name="next"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
            error={missing(next)}
          />
          <Failure error={change.error} />
          {change.isSuccess && (
            <Alert color="green" role="status">
              {say("account.changed")}
            </Alert>
          )}
          <Button type="submit" loading={change.isPending} style={{ alignSelf: "flex-start" }}>
            {say("account.change")}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
