import { Group, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Part } from "../../kit/facts.tsx";
import { Shown } from "../../kit/page.tsx";
import { type Account, api } from "../../session/api.ts";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";

/** Which notices come to one as mails. A switch counts at once. */
export function NotificationSettings({ me }: { me: Account }) {
  const { say } = useTexts();
  const queries = useQueryClient();
  const path = { contractId: me.contractId, userId: me.userId };
  const queryKey = ["notice-settings", me.userId];
  const asked = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/users/{userId}/notice-settings", { signal, params: { path } }),
  });
  const set = useMutation({
    mutationFn: ({ category, on }: { category: "news" | "incident" | "maintenance"; on: boolean }) =>
      api.put("/v1/contracts/{contractId}/users/{userId}/notice-settings", { params: { path }, body: { [category]: { on } } }),
    onSuccess: (now) => queries.setQueryData(queryKey, now),
  });
  return (
    <Part title={say("notify.title")}>
      <Shown asked={asked}>
        {({ categories }) => (
          <Stack gap="sm">
            <Text size="sm">{say("notify.lead")}</Text>
            {categories.map(({ category, on, fixed }) => (
              <Group key={category}>
                <Switch
                  label={say(`notices.category.${category}`)}
                  checked={set.isPending && set.variables.category === category ? set.variables.on : on}
                  disabled={fixed}
                  {...(fixed ? { description: say("notify.fixed") } : {})}
                  onChange={({ currentTarget }) => set.mutate({ category, on: currentTarget.checked })}
                />
              </Group>
            ))}
            <Failure error={set.error} />
            <Text size="sm" role="status">
              {set.isSuccess && say("notify.saved")}
            </Text>
          </Stack>
        )}
      </Shown>
    </Part>
  );
}
