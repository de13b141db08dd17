import { Anchor, List, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMe } from "../session/me.ts";
import { screensFor } from "../shell/screens.ts";
import { useTexts } from "../texts/language.ts";

export function Home() {
  const { data: me } = useMe();
  const { say } = useTexts();
  if (!me) return null;
  return (
    <Stack>
      <div>
        <Title order={1}>{say("home.title")}</Title>
        <Text c="dimmed">{say("home.welcome", { name: me.name ?? me.loginId })}</Text>
      </div>
      <Paper withBorder p="lg">
        <Title order={2} size="h4" mb="sm">
          {say("home.begin")}
        </Title>
        <List spacing="xs">
          {screensFor(me)
            .filter(({ path }) => path !== "/")
            .map(({ path, label }) => (
              <List.Item key={path}>
                <Anchor component={Link} to={path} underline="always">
                  {say(label)}
                </Anchor>
              </List.Item>
            ))}
        </List>
      </Paper>
    </Stack>
  );
}
