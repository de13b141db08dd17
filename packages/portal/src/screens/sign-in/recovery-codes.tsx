import { Button, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTexts } from "../../texts/language.ts";

export function RecoveryCodes({ codes, kept, headingOrder }: { codes: string[]; kept: () => void; headingOrder: 1 | 3 }) {
  const { say } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <Title order={headingOrder} size="h2">
        {say("signIn.savedTitle")}
      </Title>
      <Text size="sm">{say("signIn.savedLead")}</Text>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button variant="default" onClick={() => void navigator.clipboard.writeText(codes.join("\n")).then(() => setCopied(true))}>
        <span aria-live="polite">{say(copied ? "signIn.copied" : "signIn.copy")}</span>
      </Button>
      <Button onClick={kept}>{say("signIn.saved")}</Button>
    </>
  );
}
