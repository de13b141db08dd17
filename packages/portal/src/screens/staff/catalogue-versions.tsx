import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useFormats } from "../../kit/format.ts";
import { Rows } from "../../kit/list.tsx";
import { Page, Shown } from "../../kit/page.tsx";
import { everywhere } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";

/** The dated versions of the resale catalogue. */
export function CatalogueVersions() {
  const { say, language } = useTexts();
  const { day, number } = useFormats();
  const asked = useQuery({
    queryKey: ["catalogue-versions"],
    queryFn: ({ signal }) => everywhere.get("/v1/operator/catalogue-versions", { signal }),
  });
  return (
    <Page title={say("versions.title")} lead={say("versions.lead")}>
      <Shown asked={asked}>
        {({ versions }) => (
          <Rows
            rows={versions}
            label={say("versions.title")}
            rowKey={({ id }) => id}
            columns={[
              {
                head: "versions.id",
                cell: ({ id }) => (
                  <Text fw={600} miw="max-content">
                    {id}
                  </Text>
                ),
              },
              { head: "agreements.from", cell: ({ from }) => day(from) },
              { head: "agreements.to", cell: ({ endsOn }) => day(endsOn) },
              { head: "orders.state", cell: ({ started }) => say(started ? "versions.started" : "versions.future") },
              { head: "versions.menus", cell: ({ menus }) => number(menus.length), numeric: true },
              { head: "versions.categories", cell: ({ categories }) => categories.map(({ name }) => name[language]).join(", ") },
              { head: "versions.author", cell: ({ author }) => author },
            ]}
          />
        )}
      </Shown>
    </Page>
  );
}
