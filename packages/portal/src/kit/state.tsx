import { Badge } from "@mantine/core";
import type { StateName } from "../texts/catalogue.ts";
import { useTexts } from "../texts/language.ts";

const good: readonly StateName[] = [
  ...(["active", "succeeded", "done", "granted", "approved", "paid", "fixed", "delivered", "enabled", "on"] as const),
  ...(["concluded", "deemed_confirmed"] as const),
];
const bad: readonly StateName[] = [
  ...(["failed", "rejected", "expired", "overdue", "denied", "refused", "void", "done-late", "objected"] as const),
];
const wants: readonly StateName[] = [
  ...(["suspended", "stopped", "awaiting_approval", "due-soon", "answered", "registered", "disabled", "asked"] as const),
  ...(["issued"] as const),
];
const over: readonly StateName[] = [
  ...(["terminated", "ended", "deleted", "cancelled", "closed", "withdrawn", "unchanged", "off"] as const),
  ...(["declined", "lapsed"] as const),
];

/** A state as a word with a dot; the word alone tells it, too. */
export function State({ of }: { of: StateName }) {
  const { say } = useTexts();
  const colour = good.includes(of)
    ? "green"
    : bad.includes(of)
      ? "red"
      : wants.includes(of)
        ? "orange"
        : over.includes(of)
          ? "gray"
          : "saihan";
  return (
    <Badge variant="dot" color={colour} tt="none" miw="max-content">
      {say(`state.${of}`)}
    </Badge>
  );
}
