import { Alert, AppShell, Box, Burger, Button, Group, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import icon from "../icon.svg";
import { useLive } from "../orders/live.ts";
import { Tray } from "../orders/tray.tsx";
import type { Account } from "../session/api.ts";
import { useSignOut } from "../session/me.ts";
import { type Partner, workFor } from "../session/partner.ts";
import { useReached } from "../session/reached.ts";
import { useTexts } from "../texts/language.ts";
import { Failure } from "./failure.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { partnerScreensFor, screensFor, staffScreensFor } from "./screens.ts";

/** Where the queue dashboard is, if the portal's settings tell. */
const dashboard = document.querySelector<HTMLMetaElement>('meta[name="saihan-dashboard"]')?.content;

/** What stands around every screen: where one is, where one may go, who one is. */
export function Shell({ me, children }: { me: Account; children: ReactNode }) {
  const { say } = useTexts();
  const [open, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const signOut = useMutation({ mutationFn: useSignOut() });
  const screens = screensFor(me);
  const reached = useReached();
  useLive(me);
  const here = screens.find((screen) => screen.path === path);
  // Of what is about one thing, the list that it stands in.
  const under = here ?? screens.find((screen) => screen.path !== "/" && path.startsWith(`${screen.path}/`));
  const title = here && say(here.label);
  const nameOfPlace = me.staff ? say(`staff.kind.${me.staff.kind}`) : me.contractName;
  const links = (listed: readonly (typeof screens)[number][]) =>
    listed.map((screen) => (
      <NavLink
        key={screen.path}
        renderRoot={(props) => <Link to={screen.path} {...props} />}
        label={say(screen.label)}
        active={screen.path === under?.path}
        aria-current={screen.path === under?.path ? "page" : undefined}
        onClick={close}
      />
    ));
  useEffect(() => {
    if (title) document.title = `${title} – Saihan`;
  }, [title]);

  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 240, breakpoint: "sm", collapsed: { mobile: !open } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <a className="skip" href="#content">
        {say("portal.skip")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={say("portal.menu")}
              aria-expanded={open}
            />
            <Link to="/" className="brand">
              <img src={icon} alt="" /> Saihan
            </Link>
          </Group>
          <Group gap="md" wrap="nowrap">
            <Box visibleFrom="sm" ta="right">
              <Text size="sm" fw={600} truncate maw={420}>
                {nameOfPlace}
              </Text>
              <Text size="xs" c="dimmed" truncate maw={420}>
                {me.name ?? me.loginId}
              </Text>
            </Box>
            <LanguageSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={say("nav.main")}>
        <AppShell.Section grow style={{ overflowY: "auto" }}>
          {me.staff ? (
            <>
              {links(staffScreensFor(me))}
              {dashboard !== undefined && (
                <NavLink
                  {...{ component: "a", href: dashboard, target: "_blank", rel: "noreferrer" }}
                  label={say("nav.dashboard")}
                  aria-label={`${say("nav.dashboard")} (${say("nav.opensAnew")})`}
                  rightSection="↗"
                />
              )}
              {me.staff.partner && <PartnerHead partner={me.staff.partner} />}
              {links(partnerScreensFor(me))}
            </>
          ) : (
            links(screens)
          )}
        </AppShell.Section>
        <AppShell.Section>
          <Box hiddenFrom="sm" mb="sm" px="xs">
            <Text size="sm" fw={600}>
              {nameOfPlace}
            </Text>
            <Text size="xs" c="dimmed">
              {me.name ?? me.loginId}
            </Text>
          </Box>
          <Failure error={signOut.error} />
          <Button variant="default" fullWidth loading={signOut.isPending} onClick={() => signOut.mutate()}>
            {say("session.signOut")}
          </Button>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Box maw={1280}>
          <div role="status">
            {!reached && (
              <Alert color="orange" variant="light" mb="md">
                {say("portal.lost")}
              </Alert>
            )}
          </div>
          {children}
        </Box>
        <Tray />
      </AppShell.Main>
    </AppShell>
  );
}

/** For whom one of the staff works, over the screens of that partner. */
function PartnerHead({ partner }: { partner: Partner }) {
  const { say } = useTexts();
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs" mt="md" mb={4} px="xs">
      <Text size="sm" fw={600} truncate title={partner.name}>
        {partner.name}
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => workFor(undefined, "/partners")}>
        {say("staff.leave")}
      </Button>
    </Group>
  );
}
