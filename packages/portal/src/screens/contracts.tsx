import { Badge, Button, Group, NativeSelect, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api } from "../session/api.ts";
import { Empty } from "../shell/empty.tsx";
import { Failure } from "../shell/failure.tsx";
import { Waiting } from "../shell/gate.tsx";
import { useTexts } from "../texts/language.ts";
import { type ContractSearch, contractSorts, contractStates, readSearch } from "./contract-search.ts";

const sortTexts = {
  "-createdAt": "contracts.sort.newest",
  createdAt: "contracts.sort.oldest",
  customerName: "contracts.sort.name",
} as const;
const colours: Record<string, string> = { active: "green", suspended: "orange", failed: "red", terminated: "gray" };

export function Contracts() {
  const { say, language } = useTexts();
  // The router leaves what it does not know in the search; the API would refuse it.
  const search = readSearch({ ...useSearch({ from: "/contracts" }) });
  const navigate = useNavigate({ from: "/contracts" });
  const { q, state, sort } = search;
  const change = (changed: Partial<Record<keyof ContractSearch, string>>) =>
    void navigate({ search: (before) => readSearch({ ...before, ...changed }), replace: true });
  const pages = useInfiniteQuery({
    queryKey: ["contracts", search],
    queryFn: ({ pageParam, signal }) =>
      api.get("/v1/contracts", {
        signal,
        params: { query: { ...search, limit: 50, ...(pageParam === null ? { count: "true" as const } : { after: pageParam }) } },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const rows = pages.data?.pages.flatMap((page) => page.contracts) ?? [];
  const count = pages.data?.pages[0]?.count;
  const inJapan = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    ...({ dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" } as const),
  });
  const filtered = q !== undefined || state !== undefined;

  return (
    <Stack>
      <Title order={1}>{say("contracts.title")}</Title>
      <Group align="flex-end" role="search">
        <SearchField value={q ?? ""} onChange={(text) => change({ q: text })} />
        <NativeSelect
          label={say("contracts.state")}
          value={state ?? ""}
          onChange={(event) => change({ state: event.currentTarget.value })}
          data={[
            { value: "", label: say("contracts.anyState") },
            ...contractStates.map((value) => ({ value, label: say(`contracts.state.${value}`) })),
          ]}
        />
        <NativeSelect
          label={say("contracts.sort")}
          value={sort ?? "-createdAt"}
          onChange={(event) => change({ sort: event.currentTarget.value })}
          data={contractSorts.map((value) => ({ value, label: say(sortTexts[value]) }))}
        />
        {filtered && (
          <Button variant="subtle" onClick={() => change({ q: "", state: "" })}>
            {say("contracts.clear")}
          </Button>
        )}
      </Group>
      <Failure error={pages.error} />
      <Text size="sm" c="dimmed" role="status">
        {count !== undefined && say("contracts.count", { count: count.toLocaleString(language) })}
      </Text>
      {pages.isPending ? (
        <Waiting />
      ) : rows.length === 0 && !pages.error ? (
        <Empty
          title={say(filtered ? "contracts.noMatch" : "contracts.empty")}
          lead={say(filtered ? "contracts.noMatchLead" : "contracts.emptyLead")}
        />
      ) : (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table highlightOnHover verticalSpacing="sm" style={{ opacity: pages.isPlaceholderData ? 0.6 : 1 }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{say("contracts.name")}</Table.Th>
                <Table.Th scope="col">{say("contracts.contract")}</Table.Th>
                <Table.Th scope="col">{say("contracts.number")}</Table.Th>
                <Table.Th scope="col">{say("contracts.state")}</Table.Th>
                <Table.Th scope="col">{say("contracts.since")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td fw={600}>{row.customerName}</Table.Td>
                  <Table.Td>{row.id}</Table.Td>
                  <Table.Td>{row.customerNumber}</Table.Td>
                  <Table.Td>
                    <Badge variant="dot" color={colours[row.state] ?? "saihan"} tt="none">
                      {say(`contracts.state.${row.state}`)}
                    </Badge>
                  </Table.Td>
                  <Table.Td>{inJapan.format(new Date(row.createdAt))}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say("contracts.more")}
        </Button>
      )}
    </Stack>
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
