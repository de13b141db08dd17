import { Button, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";
import { CodeForm } from "./code-form.tsx";
import { giveCode, type StepProps } from "./step.ts";

export function CodeStep({ goOn, back, headingOrder, ticket }: StepProps & { ticket: string }) {
  const { say } = useTexts();
  const [recovers, setRecovers] = useState(false);
  const send = useMutation({
    mutationFn: (text: string) => giveCode(ticket, recovers ? { recoveryCode: text } : { code: text }),
    onSuccess: goOn,
  });
  return (
    <>
      <Title order={headingOrder} size="h2">
        {say(recovers ? "signIn.recoveryCode" : "signIn.codeTitle")}
      </Title>
      <Text size="sm">{say(recovers ? "signIn.recoveryLead" : "signIn.codeLead")}</Text>
      <CodeForm key={String(recovers)} recovers={recovers} busy={send.isPending} send={send.mutate}>
        <Failure error={send.error} />
      </CodeForm>
      <Button variant="subtle" onClick={() => setRecovers(!recovers)}>
        {say(recovers ? "signIn.useCode" : "signIn.useRecovery")}
      </Button>
      <Button variant="subtle" onClick={back}>
        {say("signIn.back")}
      </Button>
    </>
  );
}
