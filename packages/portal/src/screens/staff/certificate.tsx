import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Facts, Part } from "../../kit/facts.tsx";
import { useFormats } from "../../kit/format.ts";
import { ofPartner, problemOf } from "../../session/api.ts";
import { Failure } from "../../shell/failure.tsx";
import { useTexts } from "../../texts/language.ts";

/** The certificate of a partner's month: that every expected contract has a statement or a reason. There is none before the month is closed. */
export function Certificate({ month, partnerId }: { month: string; partnerId: string }) {
  const { say } = useTexts();
  const { instant, number } = useFormats();
  const asked = useQuery({
    queryKey: ["closes", month, partnerId, "certificate"],
    queryFn: ({ signal }) => ofPartner(partnerId).get("/v1/closes/{month}/certificate", { signal, params: { path: { month } } }),
  });
  const found = asked.data;
  const counted = (name: string) => {
    const value = found?.content[name];
    return Array.isArray(value) ? number(value.length) : number(Number(value));
  };
  return (
    <Part
      title={say("closes.certificate")}
      actions={
        found && (
          <Button size="xs" variant="default" onClick={() => save(found, `certificate-${partnerId}-${month}.json`)}>
            {say("closes.certificateSave")}
          </Button>
        )
      }
    >
      {problemOf(asked.error)?.code === "MONTH_NOT_FOUND" ? (
        <Text c="dimmed">{say("closes.noCertificate")}</Text>
      ) : (
        <Failure error={asked.error} />
      )}
      {found && (
        <Facts
          facts={[
            ["closes.certifiedAt", instant(found.at)],
            ["closes.expected", counted("expectedContracts")],
            ["closes.done", counted("statements")],
            ["closes.parked", counted("excused")],
            ["closes.lines", counted("lines")],
            ["closes.hash", <code key="hash">{found.sha256}</code>],
          ]}
        />
      )}
    </Part>
  );
}

/** The browser keeps what the page holds already as a file. */
function save(answer: object, name: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
