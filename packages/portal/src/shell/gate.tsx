import { Anchor, Button, Center, Loader, Modal, Stack, Text, Title } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SignIn } from "../screens/sign-in.tsx";
import type { Account } from "../session/api.ts";
import { entered, useMe, useSession } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { Card } from "./card.tsx";
import { Failure } from "./failure.tsx";
import { Shell } from "./shell.tsx";

/** Lets in whoever has signed in, and asks everybody else to. */
export function Gate({ children }: { children: ReactNode }) {
  const { data: me, error, refetch } = useMe();
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
  return me === null ? (
    <Card>
      <SignIn entered={() => void entered(undefined)} />
    </Card>
  ) : (
    children
  );
}

/** The screen that the address names, with all that stands around it. */
export function Inside() {
  const { data: me } = useMe();
  const session = useSession();
  if (!me) return null;
  return (
    <Shell me={me}>
      <Outlet />
      <SignInAgain me={me} open={session === "ended"} />
    </Shell>
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
      <SignIn entered={() => void entered(me)} loginId={me.loginId} headingOrder={3} staff={me.staff !== undefined} />
    </Modal>
  );
}

export function Waiting(): ReactNode {
  const { say } = useTexts();
  return (
    <Center mih="min(50dvh, 240px)" role="status" aria-label={say("portal.loading")}>
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
