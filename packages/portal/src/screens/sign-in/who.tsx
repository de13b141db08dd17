import { PasswordInput, TextInput } from "@mantine/core";
import { useTexts } from "../../texts/language.ts";

/** Login id and password, with what is missing said once sending was asked for. @param fixed the login id is known and stays */
export function WhoFields(props: {
  loginId: string;
  setLoginId: (loginId: string) => void;
  fixed: boolean;
  password: string;
  setPassword: (password: string) => void;
  asked: boolean;
}) {
  const { loginId, setLoginId, fixed, password, setPassword, asked } = props;
  const { say } = useTexts();
  const missing = (text: string) => (asked && text.trim() === "" ? say("signIn.needed") : undefined);
  return (
    <>
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
    </>
  );
}
