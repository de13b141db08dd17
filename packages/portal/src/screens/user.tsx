import { Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Facts, Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Page, Shown, useWindowTitle } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { type Account, api, may, mayIn, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { NoticeChoices } from "./notices/choices.tsx";
import { useSuppression } from "./notices/suppression.tsx";

/** A user of a contract: who they are, and what they hear of. */
export function User() {
  const path = useParams({ from: "/contracts/$contractId/users/$userId" });
  const { data: me } = useMe();
  const asked = useQuery({
    queryKey: ["user", path.userId],
    queryFn: ({ signal }) => api.get("/v1/contracts/{contractId}/users/{userId}", { signal, params: { path } }),
  });
  useWindowTitle(asked.data?.name ?? asked.data?.loginId);
  if (!me) return null;
  return <Shown asked={asked}>{(user) => <Known me={me} user={user} />}</Shown>;
}

function Known({ me, user }: { me: Account; user: Shape["User"] }) {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const list = new Intl.ListFormat(language, { type: "unit" });
  const self = user.id === me.userId;
  const can = (action: "notice-settings.view" | "notice-settings.set") =>
    self ? may(me, "self", action) : mayIn(me, user.contractId, action);
  return (
    <Page
      title={user.name ?? user.loginId}
      above={
        <To to="/contracts/$contractId" params={{ contractId: user.contractId }} search={{ tab: "users" }}>
          {say("user.back", { contract: user.contractId })}
        </To>
      }
      lead={
        <Group gap="sm">
          {user.id} <State of={user.state} />
        </Group>
      }
    >
      <Part title={say("account.facts")}>
        <Facts
          facts={[
            ["signIn.loginId", user.loginId],
            ["account.mail", user.mailAddress],
            ["account.type", say(`account.type.${user.type}`)],
            ...(user.type === "administrator"
              ? [["account.rights", user.rights === null ? say("portal.all") : rightsOf(user.rights)] as const]
              : []),
            ["user.since", instant(user.createdAt)],
          ]}
        />
      </Part>
      {user.state === "active" && can("notice-settings.view") && (
        <NoticeChoices
          user={{ contractId: user.contractId, userId: user.id }}
          lead={self ? "notify.lead" : "notify.leadOther"}
          readOnly={!can("notice-settings.set")}
        >
          {user.contractId !== me.contractId && <Kept me={me} />}
        </NoticeChoices>
      )}
    </Page>
  );

  function rightsOf(rights: NonNullable<Shape["User"]["rights"]>): string {
    return list.format(rights.map((right) => say(`account.right.${right}`))) || say("account.none");
  }
}

/** Why categories are missing: told to the parent, who decided so. */
function Kept({ me }: { me: Account }) {
  const { say, language } = useTexts();
  const { data } = useSuppression(may(me, "own", "notice-suppression.view"));
  if (!data || data.categories.length === 0) return null;
  const list = new Intl.ListFormat(language, { type: "unit" });
  return (
    <Text size="sm" c="dimmed">
      {say("suppress.here", { categories: list.format(data.categories.map((one) => say(`notices.category.${one}`))) })}{" "}
      <To to="/notices/settings">{say("notify.title")}</To>
    </Text>
  );
}
