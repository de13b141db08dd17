import { Group, NativeSelect, Stack, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { Shown } from "../../kit/page.tsx";
import { api, type Shape } from "../../session/api.ts";
import { Empty } from "../../shell/empty.tsx";
import { Failure } from "../../shell/failure.tsx";
import type { TextKey } from "../../texts/catalogue.ts";
import { useTexts } from "../../texts/language.ts";

interface Props {
  user: { contractId: string; userId: string };
  lead: TextKey;
  /** Who looks may not change it. */
  readOnly?: boolean;
  children?: ReactNode;
}

type Choices = Shape["NoticeSettings"];
type Choice = Choices["categories"][number];

/** Which notices come to a user as mails, and in which language. A switch counts at once. What is kept from the user is not there. */
export function NoticeChoices({ user, lead, readOnly = false, children }: Props) {
  const { say } = useTexts();
  const asked = useQuery({
    queryKey: ["notice-settings", user.userId],
    queryFn: ({ signal }) =>
      api.get("/v1/contracts/{contractId}/users/{userId}/notice-settings", { signal, params: { path: user } }),
  });
  return (
    <Part title={say("notify.title")}>
      <Shown asked={asked}>
        {(choices) => (
          <Stack gap="sm">
            <Switches {...{ user, choices, lead, readOnly }} />
            {children}
          </Stack>
        )}
      </Shown>
    </Part>
  );
}

function Switches({ user, choices, lead, readOnly }: Required<Omit<Props, "children">> & { choices: Choices }) {
  const { say } = useTexts();
  const queries = useQueryClient();
  /** What was switched and is not answered yet, by category. */
  const [wished, setWished] = useState<Record<string, boolean>>({});
  const put = (body: Shape["SetNoticeSettings"]) =>
    api.put("/v1/contracts/{contractId}/users/{userId}/notice-settings", { params: { path: user }, body });
  const keep = (now: Choices) => queries.setQueryData(["notice-settings", user.userId], now);
  const set = useMutation({
    // The tenants that were left out stay left out.
    mutationFn: ({ category, exceptTenants, on }: Choice) => put({ [category]: { on, exceptTenants } }),
    onSuccess: keep,
    // What is so is what the API says, whether or not it took the wish.
    onSettled: (_now, _error, { category }) => setWished((before) => without(before, category)),
  });
  const speak = useMutation({ mutationFn: (language: "ja" | "en" | null) => put({ language }), onSuccess: keep });
  if (choices.categories.length === 0) return <Empty title={say("notify.none")} lead={say("notify.noneLead")} />;
  return (
    <>
      <Text size="sm">{say(lead)}</Text>
      {choices.categories.map((choice) => {
        const { category, on, fixed, exceptTenants } = choice;
        const name = say(`notices.category.${category}`);
        const left = exceptTenants.length > 0 ? say("notify.exceptCount", { count: exceptTenants.length }) : undefined;
        return (
          <Group key={category} justify="space-between" maw={560}>
            <Switch
              label={name}
              checked={wished[category] ?? on}
              disabled={fixed || readOnly}
              description={fixed ? say("notify.fixed") : left}
              onChange={({ currentTarget: { checked } }) => {
                setWished((before) => ({ ...before, [category]: checked }));
                set.mutate({ ...choice, on: checked });
              }}
            />
            {category !== "news" && on && !fixed && !readOnly && (
              <Action
                size="xs"
                label={say("notify.except")}
                about={name}
                lead={say("notify.exceptLead")}
                fields={[{ name: "tenants", label: "notify.tenants", kind: "area", start: exceptTenants.join("\n") }]}
                run={({ tenants = "" }) => put({ [category]: { on, exceptTenants: tenants.split(/[\s,]+/).filter(Boolean) } })}
              />
            )}
          </Group>
        );
      })}
      <NativeSelect
        maw={320}
        label={say("notify.language")}
        value={choices.language ?? ""}
        disabled={readOnly || speak.isPending}
        onChange={({ currentTarget: { value } }) => speak.mutate(value === "" ? null : (value as "ja" | "en"))}
        data={[
          {
            value: "",
            label: say("notify.languageOfContract", { language: say(`contract.language.${choices.contractLanguage}`) }),
          },
          ...(["ja", "en"] as const).map((value) => ({ value, label: say(`contract.language.${value}`) })),
        ]}
      />
      <Failure error={set.error ?? speak.error} />
      <Text size="sm" role="status">
        {(set.isSuccess || speak.isSuccess) && say("notify.saved")}
      </Text>
    </>
  );
}

function without(wished: Record<string, boolean>, category: string): Record<string, boolean> {
  return Object.fromEntries(Object.entries(wished).filter(([name]) => name !== category));
}
