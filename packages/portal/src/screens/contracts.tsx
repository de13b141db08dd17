import { Button, Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useFormats } from "../kit/format.ts";
import { List } from "../kit/list.tsx";
import { Page } from "../kit/page.tsx";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { api, may } from "../session/api.ts";
import { useMe } from "../session/me.ts";
import { useTexts } from "../texts/language.ts";
import { NewContract } from "./contract/new-contract.tsx";
import {
  type ContractSearch,
  contractSorts,
  contractStates,
  furtherConditions,
  isShownSort,
  readSearch,
} from "./contract-search.ts";
import { sortTexts, useConditions } from "./contracts/conditions.ts";
import { SavedSearches } from "./contracts/saved-searches.tsx";

export function Contracts() {
  const { say, language } = useTexts();
  const { instant } = useFormats();
  const { data: me } = useMe();
  // The router leaves what it does not know in the search; the API would refuse it.
  const search = readSearch({ ...useSearch({ from: "/contracts" }) });
  const navigate = useNavigate({ from: "/contracts" });
  const { q, state, sort } = search;
  const further = Object.fromEntries(Object.entries(search).filter(([name]) => furtherConditions.some((one) => one === name)));
  const conditions = useConditions();
  const change = (changed: Partial<Record<keyof ContractSearch, string>>) =>
    void navigate({ search: (before) => readSearch({ ...before, ...changed }), replace: true });
  const filtered = q !== undefined || state !== undefined || Object.keys(further).length > 0;

  return (
    <Page title={say("contracts.title")} actions={me && may(me, "own", "contract.create") ? <NewContract /> : undefined}>
      <Group align="flex-end" role="search">
        <SearchField value={q ?? ""} onChange={(text) => change({ q: text })} />
        <NativeSelect
          label={say("contracts.state")}
          value={state ?? ""}
          onChange={(event) => change({ state: event.currentTarget.value })}
          data={[
            { value: "", label: say("contracts.anyState") },
            ...contractStates.map((value) => ({ value, label: say(`state.${value}`) })),
          ]}
        />
        <NativeSelect
          label={say("contracts.sort")}
          value={sort ?? "-createdAt"}
          onChange={(event) => change({ sort: event.currentTarget.value })}
          data={[
            ...contractSorts.map((value) => ({ value, label: say(sortTexts[value]) })),
            ...(sort && !isShownSort(sort) ? [{ value: sort, label: say(sortTexts[sort]) }] : []),
          ]}
        />
        {filtered && (
          <Button variant="subtle" onClick={() => void navigate({ search: sort ? { sort } : {}, replace: true })}>
            {say("contracts.clear")}
          </Button>
        )}
      </Group>
      {Object.keys(further).length > 0 && <Text size="sm">{say("saved.further", { conditions: conditions(further) })}</Text>}
      {me && may(me, "self", "saved-search.view") && <SavedSearches me={me} search={search} />}
      <List
        of={["contracts", search]}
        label={say("contracts.title")}
        load={async (after, signal) => {
          const query = {
            ...search,
            ...(after === undefined ? { limit: 50, count: "true" as const } : { limit: 100, after: String(after) }),
          };
          const { contracts, next, count } = await api.get("/v1/contracts", { signal, params: { query } });
          return { rows: contracts, next, count };
        }}
        count={(count) => say("contracts.count", { count: count.toLocaleString(language) })}
        rowKey={({ id }) => id}
        empty={filtered ? "contracts.noMatch" : "contracts.empty"}
        emptyLead={filtered ? "contracts.noMatchLead" : "contracts.emptyLead"}
        columns={[
          {
            head: "contracts.name",
            cell: ({ id, customerName }) => (
              <To to="/contracts/$contractId" params={{ contractId: id }} fw={600}>
                {customerName}
              </To>
            ),
          },
          { head: "contracts.contract", cell: ({ id }) => id },
          { head: "contracts.number", cell: ({ customerNumber }) => customerNumber },
          { head: "contracts.state", cell: ({ state }) => <State of={state} /> },
          { head: "contracts.since", cell: ({ createdAt }) => instant(createdAt) },
        ]}
      />
    </Page>
  );
}

/** Searches a moment after the last key, and follows the address when that changes by itself. */
function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { say } = useTexts();
  const [text, setText] = useState(value);
  const later = useDebouncedCallback(onChange, 300);
  useEffect(() => setText((typed) => (typed.trim() === value ? typed : value)), [value]);
  return (
    <TextInput
      type="search"
      label={say("contracts.search")}
      placeholder={say("contracts.searchHint")}
      style={{ flex: "1 1 320px" }}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
