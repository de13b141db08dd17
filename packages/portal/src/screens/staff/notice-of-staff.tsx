import { Button, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Facts, Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown, useWindowTitle } from "../../kit/page.tsx";
import { State } from "../../kit/state.tsx";
import { To } from "../../kit/to.tsx";
import { everywhere, staffMay } from "../../session/api.ts";
import { useMe } from "../../session/me.ts";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";

/** One notice as the staff see it: what was said, and who would be written to. */
export function NoticeOfStaff() {
  const { noticeId } = useParams({ from: "/staff-notices/$noticeId" });
  const { say, language } = useTexts();
  const { instant, number } = useFormats();
  const { data: me } = useMe();
  const asked = useQuery({
    queryKey: ["notices-of-all", noticeId],
    queryFn: ({ signal }) => everywhere.get("/v1/operator/notices/{noticeId}", { signal, params: { path: { noticeId } } }),
  });
  useWindowTitle(asked.data?.title[language]);
  return (
    <Shown asked={asked}>
      {({ title, category, writtenAt, updates }) => (
        <Page title={title[language]} above={<To to="/staff-notices">{say("noticesAll.title")}</To>}>
          <Part title={say("noticesAll.facts")}>
            <Facts
              facts={[
                ["notices.category", say(`notices.category.${category}`)],
                ["noticesAll.titleJa", title.ja],
                ["noticesAll.titleEn", title.en],
                ["notices.at", instant(writtenAt)],
              ]}
            />
          </Part>
          <Part title={say("noticesAll.updates")}>
            {updates.length === 0 ? (
              <Text c="dimmed">{say("noticesAll.draftLead")}</Text>
            ) : (
              <Rows
                rows={updates}
                label={say("noticesAll.updates")}
                rowKey={({ seq }) => String(seq)}
                columns={[
                  { head: "noticesAll.seq", cell: ({ seq }) => number(seq), numeric: true },
                  { head: "orders.state", cell: ({ state }) => <State of={state} /> },
                  { head: "noticesAll.saidAt", cell: ({ writtenAt: at }) => instant(at) },
                  { head: "versions.author", cell: ({ writtenBy }) => writtenBy },
                ]}
              />
            )}
          </Part>
          {staffMay(me, "notice.write") && <Recipients noticeId={noticeId} />}
        </Page>
      )}
    </Shown>
  );
}

/** Asked for by hand: it goes over every contract that the notice concerns. */
function Recipients({ noticeId }: { noticeId: string }) {
  const { say } = useTexts();
  const { number } = useFormats();
  const asked = useMutation({
    mutationFn: () => askPreview(noticeId),
  });
  return (
    <Part
      title={say("noticesAll.recipients")}
      actions={
        <Button size="xs" variant="default" loading={asked.isPending} onClick={() => asked.mutate()}>
          {say("noticesAll.preview")}
        </Button>
      }
    >
      <Failure error={asked.error} />
      {asked.data === undefined ? (
        <Text c="dimmed">{say("noticesAll.recipientsLead")}</Text>
      ) : (
        <>
          <Facts
            facts={[
              ["noticesAll.mails", number(asked.data.mails)],
              ["noticesAll.contracts", number(asked.data.contracts)],
            ]}
          />
          {asked.data.partners.length > 0 && (
            <Rows
              rows={asked.data.partners}
              label={say("noticesAll.recipients")}
              rowKey={({ partnerId }) => partnerId}
              columns={[
                { head: "approvalsAll.partner", cell: ({ partnerId }) => partnerId },
                { head: "noticesAll.contracts", cell: ({ contracts }) => number(contracts), numeric: true },
                {
                  head: "noticesAll.to",
                  cell: ({ recipients }) =>
                    recipients.map(({ address, name }) => (name ? `${name} <${address}>` : address)).join(", ") || "–",
                },
                { head: "noticesAll.leftOut", cell: ({ leftOut }) => <LeftOut people={leftOut} /> },
              ]}
            />
          )}
        </>
      )}
    </Part>
  );
}

/** Who is not written to, by why. */
function LeftOut({ people }: { people: readonly { address: string; reason: LeftOutReason }[] }) {
  const { say } = useTexts();
  const { number } = useFormats();
  if (people.length === 0) return "–";
  const reasons = [...new Set(people.map(({ reason }) => reason))];
  return (
    <div>
      {reasons.map((reason) => {
        const these = people.filter((one) => one.reason === reason);
        const more = these.length - most;
        return (
          <Text key={reason} size="sm" component="div" mb={4}>
            {say(`noticesAll.leftOut.${reason}`)} ({number(these.length)})
            <Text size="xs" c="dimmed" component="div">
              {these
                .slice(0, most)
                .map(({ address }) => address)
                .join(", ")}
              {more > 0 && ` +${number(more)}`}
            </Text>
          </Text>
        );
      })}
    </div>
  );
}

/** Addresses that are written out for one reason. */
const most = 10;
type Preview = Awaited<ReturnType<typeof askPreview>>;
type LeftOutReason = Preview["partners"][number]["leftOut"][number]["reason"];

function askPreview(noticeId: string) {
  return everywhere.post("/v1/notices/{noticeId}:preview", { params: { path: { noticeId } } });
}
