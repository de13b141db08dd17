import { Button, Code, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";
import { CodeForm } from "./code-form.tsx";
import { giveCode, type StepProps } from "./step.ts";

type Props = StepProps & { ticket: string; otpauthUri: string; qr: string };

/** The secret is shown here only: as a picture, and as a key for whoever cannot scan it. */
export function EnrolStep({ goOn, back, headingOrder, ticket, otpauthUri, qr }: Props) {
  const { say } = useTexts();
  const send = useMutation({ mutationFn: (code: string) => giveCode(ticket, { code }), onSuccess: goOn });
  const key = new URL(otpauthUri).searchParams.get("secret") ?? "";
  return (
    <>
      <Title order={headingOrder} size="h2">
        {say("signIn.enrolTitle")}
      </Title>
      <Text size="sm">{say("signIn.enrolLead")}</Text>
      <img className="qr" src={`data:image/svg+xml,${encodeURIComponent(qr)}`} alt={say("signIn.qr")} />
      <Text size="sm">
        {say("signIn.secret")} <Code style={{ overflowWrap: "anywhere" }}>{key.replaceAll(/(.{4})(?=.)/g, "$1 ")}</Code>
      </Text>
      <CodeForm recovers={false} busy={send.isPending} send={send.mutate}>
        <Failure error={send.error} />
      </CodeForm>
      <Button variant="subtle" onClick={back}>
        {say("signIn.back")}
      </Button>
    </>
  );
}
