import { Alert, Button, type ButtonProps, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { problemOf } from "../session/api.ts";
import { lookAnew, queries, useSession } from "../session/me.ts";
import { Failure } from "../shell/failure.tsx";
import { useTexts } from "../texts/language.ts";
import { type Field, FieldInput } from "./field.tsx";

export type Values = Record<string, string>;

export interface Props {
  /** On the button, and over the form. */
  label: string;
  lead?: ReactNode;
  fields?: readonly Field[];
  /** What is done with the values, of which empty ones are left out. What it answers may be shown by `after`. */
  run: (values: Values) => Promise<unknown>;
  /** Asks whether it would be accepted, and does nothing: of a question as soon as it is asked, of a form when its user wants to know. */
  check?: (values: Values) => Promise<unknown>;
  /** Shown instead of the form once it is done; without, the form closes. */
  after?: (answer: never) => ReactNode;
  danger?: boolean;
  size?: ButtonProps["size"];
  /** Of a button that stands in a row: what it is for, for those who hear it only. */
  about?: string;
}

/** What was typed and not sent, by what it is for; until the page is left. */
const drafts = new Map<string, Values>();

/**
 * One way to do something: a button, a form or a question, and what came of it. What was typed stays while the form is closed and while
 * its user signs in again.
 */
export function Action({ label, lead, fields = [], run, check, after, danger = false, size = "sm", about }: Props) {
  const { say } = useTexts();
  const session = useSession();
  const place = `${location.pathname} ${label} ${about ?? ""}`;
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState<Values>({});
  // What a field starts with may come later than the form: a list that is still being asked for.
  const values: Values = { ...Object.fromEntries(fields.map(({ name, start = "" }) => [name, start])), ...typed };
  const given = (all: Values) => Object.fromEntries(Object.entries(all).filter(([, value]) => value.trim() !== ""));
  const checked = useMutation({ mutationFn: async (all: Values) => check?.(given(all)) });
  const work = useMutation({
    mutationFn: () => run(given(values)),
    onSuccess: async () => {
      drafts.delete(place);
      if (!after) setOpen(false);
      await lookAnew();
      await queries.invalidateQueries({ queryKey: ["me"] });
    },
  });
  const missing = (field: Field) => Boolean(field.needed) && (values[field.name] ?? "").trim() === "";
  const begin = () => {
    setTyped({ ...drafts.get(place) });
    setAsked(false);
    work.reset();
    checked.reset();
    setOpen(true);
    if (check && !fields.some(({ needed }) => needed)) checked.mutate({ ...values, ...drafts.get(place) });
  };
  const askFirst = () => {
    setAsked(true);
    work.reset();
    if (!fields.some(missing)) checked.mutate(values);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form inside a dialog is inside whatever stands around it, too.
    event.stopPropagation();
    setAsked(true);
    checked.reset();
    if (!fields.some(missing)) work.mutate();
  };
  const error = work.error ?? checked.error;
  const faults = problemOf(error)?.errors ?? [];
  const faultOf = (name: string) =>
    faults.find(({ pointer }) => pointer?.replace(/^\//, "").replaceAll("/", ".") === name)?.detail;
  const answer = work.isSuccess && after ? after(work.data as never) : undefined;

  return (
    <>
      <Button
        size={size}
        variant={danger || size === "xs" ? "default" : "filled"}
        {...(danger ? { className: "danger" } : {})}
        onClick={begin}
        {...(about ? { "aria-label": `${label}: ${about}` } : {})}
      >
        {label}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={label}
        closeOnEscape={session !== "ended"}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": say("portal.close") }}
        centered
      >
        {answer !== undefined ? (
          <Stack>
            {answer}
            <Button variant="default" onClick={() => setOpen(false)}>
              {say("portal.close")}
            </Button>
          </Stack>
        ) : (
          <form onSubmit={submit} noValidate>
            <Stack>
              {lead && <Text size="sm">{lead}</Text>}
              {fields.map((field, n) => (
                <FieldInput
                  key={field.name}
                  field={field}
                  first={n === 0}
                  value={values[field.name] ?? ""}
                  change={(value) => {
                    setTyped((before) => ({ ...before, [field.name]: value }));
                    checked.reset();
                    // Passwords are kept nowhere.
                    if (field.kind !== "password") drafts.set(place, { ...drafts.get(place), [field.name]: value });
                  }}
                  error={asked && missing(field) ? say("signIn.needed") : faultOf(field.name)}
                />
              ))}
              <Failure error={error} />
              {checked.isSuccess && (
                <Alert color="green" variant="light" role="status">
                  {say("portal.wouldBe")}
                </Alert>
              )}
              <Group grow preventGrowOverflow={false}>
                {check && fields.length > 0 && (
                  <Button variant="default" loading={checked.isPending} onClick={askFirst}>
                    {say("portal.check")}
                  </Button>
                )}
                <Button type="submit" loading={work.isPending} {...(danger ? { color: "red.9" } : {})}>
                  {label}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Modal>
    </>
  );
}
