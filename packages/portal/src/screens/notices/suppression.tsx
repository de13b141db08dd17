import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Part } from "../../kit/facts.tsx";
import { Shown } from "../../kit/page.tsx";
import { api, type Shape } from "../../session/api.ts";
import { lookAnew, queries } from "../../session/me.ts";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";

type Category = Shape["NoticeSuppression"]["categories"][number];
const categories: readonly Category[] = ["news", "incident", "maintenance"];

/** What a parent keeps from its children. */
export function useSuppression(enabled = true) {
  return useQuery({
    queryKey: ["notice-suppression"],
    queryFn: ({ signal }) => api.get("/v1/notice-suppression", { signal }),
    enabled,
  });
}

/** Categories of which the users of all child contracts hear nothing (通知設定管理, 注釈). It concerns many, so it is saved, not switched. */
export function Suppression({ readOnly }: { readOnly: boolean }) {
  const { say } = useTexts();
  const asked = useSuppression();
  return (
    <Part title={say("suppress.title")}>
      <Shown asked={asked}>{(kept) => <Form kept={kept.categories} readOnly={readOnly} />}</Shown>
    </Part>
  );
}

function Form({ kept, readOnly }: { kept: readonly Category[]; readOnly: boolean }) {
  const { say } = useTexts();
  const [ticked, setTicked] = useState<readonly Category[]>();
  const now = ticked ?? kept;
  const save = useMutation({
    mutationFn: () => api.put("/v1/notice-suppression", { body: { categories: [...now] } }),
    onSuccess: async (answer) => {
      queries.setQueryData(["notice-suppression"], answer);
      setTicked(undefined);
      await lookAnew();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{say("suppress.lead")}</Text>
        {categories.map((category) => (
          <Checkbox
            key={category}
            label={say(`notices.category.${category}`)}
            checked={now.includes(category)}
            disabled={readOnly}
            onChange={({ currentTarget: { checked } }) => {
              save.reset();
              setTicked(categories.filter((one) => (one === category ? checked : now.includes(one))));
            }}
          />
        ))}
        <Failure error={save.error} />
        <Text size="sm" role="status">
          {save.isSuccess && say(kept.length === 0 ? "suppress.savedNone" : "suppress.saved")}
        </Text>
        {readOnly ? (
          <Text size="sm" c="dimmed">
            {say("suppress.readOnly")}
          </Text>
        ) : (
          <Button type="submit" loading={save.isPending} disabled={ticked === undefined} style={{ alignSelf: "flex-start" }}>
            {say("suppress.save")}
          </Button>
        )}
      </Stack>
    </form>
  );
}
