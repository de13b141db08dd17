import { Anchor, Button, Center, Loader, Modal, Stack, Text, Title } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import icon from "../icon.svg";
import type { Account } from "../session/api.ts";
import { entered, useMe, useSession } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { Failure } from "./failure.tsx";
import { LanguageSwitch } from "./language-switch.tsx";

const SignIn = lazy(() => import("../screens/sign-in.tsx").then((m) => ({ default: m.SignIn })));
const Shell = lazy(() => import("./shell.tsx").then((m) => ({ default: m.Shell })));

/** Lets in whoever has signed in, and asks everybody else to. */
export function Gate() {
  const { data: me, error, refetch } = useMe();
  const session = useSession();
  const { say } = useTexts();
  if (error && !me) {
    return (
      <Center mih="100dvh" p="md">
        <Stack>
          <Failure error={error} />
          <Button onClick={() => void refetch()}>{say("portal.retry")}</Button>
        </Stack>
      </Center>
    );
  }
  if (me === undefined) return <Waiting />;
  return (
    <Suspense fallback={<Waiting />}>
      {me === null ? (
        <main className="sign-in">
          <div className="card">
            <span className="brand">
              <img src={icon} alt="" /> Saihan
            </span>
            <Text c="dimmed" size="sm" mb="lg">
              {say("portal.title")}
            </Text>
            <SignIn entered={() => void entered(undefined)} />
          </div>
          <LanguageSwitch />
        </main>
      ) : (
        <Shell me={me}>
          <Outlet />
          <SignInAgain me={me} open={session === "ended"} />
        </Shell>
      )}
    </Suspense>
  );
}

/** Over the page, which stays as it is. */
function SignInAgain({ me, open }: { me: Account; open: boolean }) {
  const { say } = useTexts();
  return (
    <Modal
      opened={open}
      onClose={() => undefined}
      zIndex={1000}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={say("session.endedTitle")}
      centered
    >
      <Text size="sm" mb="md">
        {say("session.endedLead")}
      </Text>
      <Suspense fallback={<Waiting />}>
        <SignIn entered={() => void entered(me)} loginId={me.loginId} headingOrder={3} />
      </Suspense>
    </Modal>
  );
}

export function Waiting(): ReactNode {
  const { say } = useTexts();
  return (
    <Center mih="50dvh" role="status" aria-label={say("portal.loading")}>
      <Loader />
    </Center>
  );
}

export function NotFound() {
  const { say } = useTexts();
  return (
    <Stack align="flex-start">
      <Title order={1}>{say("portal.notFound")}</Title>
      <Anchor component={Link} to="/">
        {say("portal.toHome")}
      </Anchor>
    </Stack>
  );
}

export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const { say } = useTexts();
  return (
    <Stack align="flex-start">
      <Title order={1}>{say("portal.broken")}</Title>
      <Failure error={error} />
      <Button onClick={reset}>{say("portal.retry")}</Button>
    </Stack>
  );
}
