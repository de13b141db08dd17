import { Anchor, Group } from "@mantine/core";

/** Files by their addresses. They are fetched by the browser itself: the session goes with its cookie. */
export function Files({ files }: { files: readonly string[] }) {
  return (
    <Group gap={4}>
      {files.map((file) => {
        const name = file.slice(file.lastIndexOf("/") + 1);
        return (
          <Anchor key={file} href={file} download={name} underline="always" inherit mr="xs">
            {name}
          </Anchor>
        );
      })}
    </Group>
  );
}
