import { Anchor, List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Part } from "../kit/facts.tsx";
import { useFormats } from "../kit/format.ts";
import { Page, Shown } from "../kit/page.tsx";
import { api } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** The programme's documents: what each is, how one gets it, and its files. */
export function Documents() {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const asked = useQuery({ queryKey: ["documents"], queryFn: ({ signal }) => api.get("/v1/documents", { signal }) });
  return (
    <Page title={say("documents.title")} lead={asked.data?.note[language]}>
      <Shown asked={asked}>
        {({ documents }) =>
          documents.map(({ code, name, says, howToGet, files }) => (
            <Part key={code} title={name[language]}>
              <Text size="sm">{says[language]}</Text>
              <Text size="sm" c="dimmed">
                {howToGet[language]}
              </Text>
              <List size="sm" mt="xs">
                {files.map(({ id, title, fileName, publishedAt }) => (
                  <List.Item key={id}>
                    <Anchor href={`/v1/documents/${code}/files/${id}`} download={fileName} underline="always">
                      {title}
                    </Anchor>{" "}
                    ({fileName}, {instant(publishedAt)})
                  </List.Item>
                ))}
              </List>
            </Part>
          ))
        }
      </Shown>
    </Page>
  );
}
