import { Alert, Stack, Text } from "@mantine/core";
import { Action, type Values } from "../kit/action.tsx";
import { useFormats } from "../kit/format.ts";
import { List, Rows } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { api, may, type Shape } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { StatementMails } from "./statement-mails.tsx";

type Rule = Shape["ResaleRule"];

/** Resale prices (再販価格): what the partner charges its end users, and what that would come to. */
export function ResalePrices() {
  const { say } = useTexts();
  const { month } = useFormats();
  const told = useRuleWords();
  const { data: me } = useMe();
  const maySet = me !== undefined && me !== null && may(me, "own", "resale-rule.set");
  return (
    <Page
      title={say("resale.title")}
      lead={say("resale.lead")}
      actions={
        me && (
          <>
            {may(me, "child", "resale-price.preview") && <Preview />}
            {maySet && <NewRule />}
          </>
        )
      }
    >
      <List
        of={["resale-rules"]}
        label={say("resale.title")}
        load={async (after, signal) => {
          const query = { limit: 50, ...(after === undefined ? {} : { after: String(after) }) };
          const { rules, next } = await api.get("/v1/resale-rules", { signal, params: { query } });
          return { rows: rules, next };
        }}
        rowKey={({ id }) => id}
        empty="resale.empty"
        emptyLead="resale.emptyLead"
        columns={[
          { head: "resale.scope", cell: ({ scope }) => told.scope(scope) },
          { head: "resale.holder", cell: ({ holder }) => told.holder(holder) },
          {
            head: "resale.price",
            cell: ({ price, fillsGaps }) => (fillsGaps ? `${told.price(price)} (${say("resale.fillsGaps")})` : told.price(price)),
          },
          { head: "resale.from", cell: ({ from }) => month(from) },
          { head: "resale.to", cell: ({ to }) => (to === null ? "–" : month(to)) },
          ...(maySet
            ? [
                {
                  head: "resale.end" as const,
                  cell: (rule: Rule) =>
                    rule.to === null && <EndRule rule={rule} about={`${told.scope(rule.scope)}, ${told.holder(rule.holder)}`} />,
                },
              ]
            : []),
        ]}
      />
      {me && <StatementMails maySet={maySet} />}
    </Page>
  );
}

/** A rule in words. */
function useRuleWords() {
  const { say } = useTexts();
  return {
    scope: (scope: Rule["scope"]) => say(`resale.scope.${scope.of}`, { ...scope }),
    holder: (holder: Rule["holder"]) => say(`resale.holder.${holder.of}`, { ...holder }),
    price: (price: Rule["price"]) => {
      switch (price.kind) {
        case "percent":
          return say(`resale.price.percent.${price.basis}`, {
            percent: price.percent.startsWith("-") ? price.percent : `+${price.percent}`,
          });
        case "fixed_unit":
          return say("resale.price.fixed_unit", { yen: price.unitPrice });
        case "fixed_month":
          return say("resale.price.fixed_month", { yen: price.monthly });
        case "package":
          return say("resale.price.package", { yen: price.packPrice, size: price.packSize });
        case "free_allowance":
          return say("resale.price.free_allowance", { yen: price.amount });
        default:
          return say(`resale.price.${price.kind}`);
      }
    },
  };
}

function priceOf(kind: string | undefined, value: string): Rule["price"] {
  if (kind === "fixed_unit") return { kind, unitPrice: value };
  if (kind === "fixed_month") return { kind, monthly: value };
  return { kind: "percent", basis: kind === "percentList" ? "list" : "cost", percent: value };
}

function NewRule() {
  const { say } = useTexts();
  const run = ({ kind, value = "", menu, contract, from = "", gaps }: Values) =>
    api.post("/v1/resale-rules", {
      body: {
        scope: menu ? { of: "menu", menu } : { of: "all" },
        holder: contract ? { of: "contract", contractId: contract } : { of: "partner" },
        ...{ price: priceOf(kind, value), from, fillsGaps: gaps === "yes" },
      },
    });
  const kinds = ["percent", "percentList", "fixed_unit", "fixed_month"] as const;
  return (
    <Action
      label={say("resale.new")}
      lead={say("resale.newLead")}
      fields={[
        {
          ...{ name: "kind", label: "resale.kind", kind: "select", needed: true, start: "percent" },
          options: kinds.map((one) => ({ value: one, label: say(`resale.kind.${one}`) })),
        },
        { name: "value", label: "resale.value", needed: true, hint: "resale.valueHint" },
        { name: "menu", label: "resale.menu", hint: "resale.menuHint" },
        { name: "contract", label: "resale.contract" },
        { name: "from", label: "resale.month", needed: true },
        { name: "gaps", label: "resale.gapsLabel", kind: "check" },
      ]}
      run={run}
    />
  );
}

function EndRule({ rule: { id: ruleId }, about }: { rule: Rule; about: string }) {
  const { say } = useTexts();
  return (
    <Action
      size="xs"
      label={say("resale.end")}
      about={about}
      lead={say("resale.endLead")}
      fields={[{ name: "to", label: "resale.endMonth", needed: true }]}
      run={({ to = "" }) => api.post("/v1/resale-rules/{ruleId}:end", { params: { path: { ruleId } }, body: { to } })}
    />
  );
}

/** What would a month cost an end user? */
function Preview() {
  const { say } = useTexts();
  const run = ({ contract = "", month = "", rulesOf }: Values) =>
    api.post("/v1/contracts/{contractId}/resale-preview", {
      params: { path: { contractId: contract } },
      body: { month, ...(rulesOf ? { rulesOf } : {}) },
    });
  return (
    <Action
      label={say("resale.preview")}
      lead={say("resale.previewLead")}
      fields={[
        { name: "contract", label: "resale.previewContract", needed: true },
        { name: "month", label: "resale.previewMonth", needed: true },
        { name: "rulesOf", label: "resale.rulesOf" },
      ]}
      run={run}
      after={(answer: Shape["ResalePreview"]) => <Previewed preview={answer} />}
    />
  );
}

function Previewed({ preview: { cost, price, unpriced, lines } }: { preview: Shape["ResalePreview"] }) {
  const { say, language } = useTexts();
  const { yen, number } = useFormats();
  const because = ({ problem, considered }: (typeof lines)[number]) => {
    if (problem) return problem.says[language];
    const others = considered.filter(({ outcome }) => !["won", "does not match", "not in force"].includes(outcome)).length;
    return others === 0 ? say("resale.wonAlone") : say("resale.won", { count: number(others) });
  };
  return (
    <Stack>
      <Alert color={unpriced === 0 ? "green" : "orange"} variant="light" role="status">
        <Text fw={600}>{say("resale.sum", { cost: yen(cost), price: yen(price) })}</Text>
        {unpriced > 0 && <Text size="sm">{say("resale.unpriced", { count: number(unpriced) })}</Text>}
      </Alert>
      <Rows
        label={say("resale.preview")}
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { head: "charges.menu", cell: ({ menu }) => menu },
          { head: "resale.cost", cell: (line) => yen(line.cost), numeric: true },
          { head: "resale.toEndUser", cell: (line) => (line.price === null ? "–" : yen(line.price)), numeric: true },
          { head: "resale.why", cell: because },
        ]}
      />
    </Stack>
  );
}
