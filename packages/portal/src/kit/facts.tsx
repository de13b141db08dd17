import { Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { TextKey } from "../texts/catalogue.ts";
import { useTexts } from "../texts/language.ts";

/** Names and values of one thing. */
export function Facts({ facts }: { facts: readonly (readonly [name: TextKey, value: ReactNode])[] }) {
  const { say } = useTexts();
  return (
    <dl className="facts">
      {facts.flatMap(([name, value]) => [<dt key={name}>{say(name)}</dt>, <dd key={`${name}=`}>{value}</dd>])}
    </dl>
  );
}

/** A part of a screen, under a heading of its own. */
export function Part({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p={{ base: "md", sm: "lg" }} aria-label={title}>
      <div className="part-head">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </div>
      {children}
    </Paper>
  );
}
