import { Checkbox, FileInput, NativeSelect, PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { TextKey } from "../texts/catalogue.ts";
import { useTexts } from "../texts/language.ts";

export interface Field {
  /** As the API names it, with dots between: where it points to in its refusals. */
  name: string;
  label: TextKey;
  /** Without, a line of text. */
  kind?: "area" | "select" | "check" | "password" | "moment" | "day" | "file";
  options?: readonly { value: string; label: string }[];
  needed?: boolean;
  hint?: TextKey;
  /** What stands there at first. */
  start?: string;
}

interface Props {
  field: Field;
  value: string;
  change: (value: string) => void;
  error: string | undefined;
  /** The dialog around it begins here. */
  first?: boolean;
}

/** One field of a form. A tick is "yes" or nothing; a moment is typed in Japan's time; of a file its text counts. */
export function FieldInput({ field, value, change, error, first = false }: Props) {
  const { say } = useTexts();
  const { name, kind, options = [], needed = false, hint } = field;
  const label = needed || kind === "check" ? say(field.label) : `${say(field.label)} (${say("portal.optional")})`;
  const told = { name, error, ...(hint ? { description: say(hint) } : {}), ...(first ? { "data-autofocus": true } : {}) };
  const given = { ...told, label, value };
  const typed = (event: { currentTarget: { value: string } }) => change(event.currentTarget.value);
  if (kind === "area") return <Textarea {...given} onChange={typed} autosize minRows={4} maxRows={16} />;
  if (kind === "password") return <PasswordInput {...given} onChange={typed} autoComplete="off" />;
  if (kind === "select")
    return <NativeSelect {...given} onChange={typed} data={[...(needed ? [] : [{ value: "", label: "–" }]), ...options]} />;
  if (kind === "file")
    return (
      <FileInput
        {...told}
        label={label}
        placeholder={say("bulks.file")}
        accept="text/csv,.csv"
        onChange={(file) => (file ? void file.text().then(change) : change(""))}
      />
    );
  if (kind === "check")
    return (
      <Checkbox
        {...told}
        label={label}
        checked={value === "yes"}
        onChange={(event) => change(event.currentTarget.checked ? "yes" : "")}
      />
    );
  return (
    <TextInput
      {...given}
      type={kind === "moment" ? "datetime-local" : kind === "day" ? "date" : "text"}
      onChange={typed}
      autoComplete="off"
    />
  );
}

/** What was typed in Japan's time, as an instant. */
export function instantOf(typed: string | undefined): string | undefined {
  return typed ? new Date(`${typed}:00+09:00`).toISOString() : undefined;
}
