import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTexts } from "../../texts/language.ts";

interface Props {
  recovers: boolean;
  busy: boolean;
  send: (text: string) => void;
  /** Between field and button. */
  children: ReactNode;
}

/** One code. Digits may come in full width and with spaces, as they are typed or pasted. */
export function CodeForm({ recovers, busy, send, children }: Props) {
  const { say } = useTexts();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const plain = text.normalize("NFKC").replaceAll(/\s/g, "");
    const good = recovers ? plain !== "" && plain.length <= 40 : /^\d{6}$/.test(plain);
    setWrong(!good);
    if (good) send(plain);
  };
  return (
    <form onSubmit={submit} noValidate style={{ display: "contents" }}>
      <TextInput
        label={say(recovers ? "signIn.recoveryCode" : "signIn.code")}
        name="code"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={wrong ? say(recovers ? "signIn.needed" : "signIn.codeShape") : undefined}
        inputMode={recovers ? "text" : "numeric"}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        data-autofocus
        autoFocus
      />
      {children}
      <Button type="submit" loading={busy} fullWidth>
        {say("signIn.codeSend")}
      </Button>
    </form>
  );
}
