import { Group, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Part } from "../../kit/facts.tsx";
import { Shown } from "../../kit/page.tsx";
import { type Account, api } from "../../session/api.ts";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";

/** Which notices come to one as mails. A switch counts at once. */
export function NotificationSettings({ me }: { me: Account }) {
  const { say } = useTexts();
  const queries = useQueryClient();
  /** What was switched and is not answered yet, by category. */
  const [wished, setWished] = useState<Record<string, boolean>>({});
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
    // What is so is what the API says, whether or not it took the wish.
    onSettled: (_now, _error, { category }) => setWished((before) => without(before, category)),
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
                  checked={wished[category] ?? on}
                  disabled={fixed}
                  {...(fixed ? { description: say("notify.fixed") } : {})}
                  onChange={({ currentTarget: { checked } }) => {
                    setWished((before) => ({ ...before, [category]: checked }));
                    set.mutate({ category, on: checked });
                  }}
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

function without(wished: Record<string, boolean>, category: string): Record<string, boolean> {
  return Object.fromEntries(Object.entries(wished).filter(([name]) => name !== category));
}
