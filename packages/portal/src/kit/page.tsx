import { Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Failure } from "../shell/failure.tsx";
import { Waiting } from "../shell/gate.tsx";

interface Props {
  title: ReactNode;
  /** Where one came from: links. */
  above?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** What every screen is: where one is, what it is called, what can be done, and then its parts. */
export function Page({ title, above, lead, actions, children }: Props) {
  return (
    <Stack>
      <div className="page-head">
        <div>
          {above && (
            <Text size="sm" component="div">
              {above}
            </Text>
          )}
          <Title order={1}>{title}</Title>
          {lead && (
            <Text c="dimmed" component="div">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </div>
      {children}
    </Stack>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
}

/** Shows what was asked for once it is there, and what went wrong if it is not. */
export function Shown<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  if (asked.data !== undefined) return children(asked.data);
  return asked.error ? <Failure error={asked.error} /> : <Waiting />;
}

/** The title of the window, for screens that are about one thing. */
export function useWindowTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} – Saihan`;
  }, [title]);
}
