import { Alert, List } from "@mantine/core";
import { problemOf } from "../session/api.ts";
import { useTexts } from "../texts/language.ts";

/** What a form itself does not take, in the words of the catalogue. */
export class Refused extends Error {}

/** What went wrong and what to do about it, in the words of the API's problem catalogue. */
export function Failure({ error }: { error: unknown }) {
  const { say } = useTexts();
  if (!error) return null;
  const problem = problemOf(error);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={problem?.title ?? (error instanceof Refused ? error.message : say("portal.noAnswer"))}
    >
      {problem?.detail}
      {problem?.errors && (
        <List size="sm">
          {problem.errors.map((fault) => (
            <List.Item key={`${fault.pointer}${fault.parameter}${fault.detail}`}>
              {fault.pointer ?? fault.parameter} {fault.detail}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
