import { Stack, Text } from "@mantine/core";
import { Part } from "../kit/facts.tsx";
import { Page } from "../kit/page.tsx";
import { To } from "../kit/to.tsx";
import { may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { NoticeChoices } from "./notices/choices.tsx";
import { Suppression } from "./notices/suppression.tsx";

/** Who hears of what (通知設定管理): oneself, one's colleagues, the users of child contracts. */
export function NoticeSettings() {
  const { data: me } = useMe();
  const { say } = useTexts();
  if (!me) return null;
  const readOnly = !may(me, "self", "notice-settings.set");
  return (
    <Page title={say("notify.title")} above={<To to="/notices">{say("notices.title")}</To>}>
      <NoticeChoices user={{ contractId: me.contractId, userId: me.userId }} lead="notify.lead" readOnly={readOnly} />
      {may(me, "own", "notice-settings.view") && (
        <Part title={say("notify.others")}>
          <Stack gap="xs">
            <Text size="sm">{say("notify.othersLead")}</Text>
            <To to="/contracts/$contractId" params={{ contractId: me.contractId }} search={{ tab: "users" }} size="sm">
              {say("notify.toUsers")}
            </To>
            {may(me, "child", "notice-settings.view") && (
              <To to="/contracts" size="sm">
                {say("notify.toChildren")}
              </To>
            )}
          </Stack>
        </Part>
      )}
      {may(me, "own", "notice-suppression.view") && <Suppression readOnly={!may(me, "own", "notice-suppression.set")} />}
    </Page>
  );
}
