import { Paper, Stack, Text, Title } from "@mantine/core";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";

export function Home() {
  const { data: me } = useMe();
  const { say } = useTexts();
  return (
    <Stack>
      <div>
        <Title order={1}>{say("home.title")}</Title>
        {me && <Text c="dimmed">{say("home.welcome", { name: me.name ?? me.loginId })}</Text>}
      </div>
      <Empty title={say("home.empty")} lead={say("home.emptyLead")} />
    </Stack>
  );
}

/** Says what comes to a place where nothing is yet. */
export function Empty({ title, lead }: { title: string; lead: string }) {
  return (
    <Paper withBorder p={{ base: "lg", sm: 48 }} ta="center">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" mt="xs">
        {lead}
      </Text>
    </Paper>
  );
}
