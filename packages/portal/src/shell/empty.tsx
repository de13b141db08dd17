import { Paper, Text, Title } from "@mantine/core";

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
