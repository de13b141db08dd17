import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Action } from "../../kit/action.tsx";
import { Part } from "../../kit/facts.tsx";
import { Rows } from "../../kit/list.tsx";
import { Shown } from "../../kit/page.tsx";
import { To } from "../../kit/to.tsx";
import { type Account, api, may, type Shape } from "../../session/api.ts";
import { useTexts } from "../../texts/language.ts";
import { type ContractSearch, readSearch } from "../contract-search.ts";
import { useConditions } from "./conditions.ts";

type Saved = Shape["SavedSearch"];

/** The searches that this user has kept: one press and the list shows what they find. */
export function SavedSearches({ me, search }: { me: Account; search: ContractSearch }) {
  const { say } = useTexts();
  const [managed, { toggle }] = useDisclosure(false);
  const asked = useQuery({ queryKey: ["saved-searches"], queryFn: ({ signal }) => api.get("/v1/saved-searches", { signal }) });
  const mayKeep = may(me, "self", "saved-search.keep");
  const saved = asked.data?.savedSearches ?? [];
  const same = ({ query }: Saved) => textOf(readSearch({ ...query })) === textOf(search);
  const asks = Object.keys(search).length > 0;
  return (
    <>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {say("saved.title")}
        </Text>
        {saved.map((one) => (
          <Button
            key={one.id}
            size="xs"
            variant={same(one) ? "light" : "default"}
            renderRoot={(props) => (
              <Link
                {...props}
                to="/contracts"
                search={readSearch({ ...one.query })}
                activeOptions={{ exact: true, includeSearch: true }}
              />
            )}
          >
            {one.name}
          </Button>
        ))}
        {asked.data && saved.length === 0 && (
          <Text size="sm" c="dimmed">
            {say("saved.empty")}
          </Text>
        )}
        {mayKeep && asks && !saved.some(same) && <Keep search={search} />}
        {mayKeep && saved.length > 0 && (
          <Button size="xs" variant="subtle" onClick={toggle} aria-expanded={managed}>
            {say("saved.manage")}
          </Button>
        )}
      </Group>
      {managed && saved.length > 0 && (
        <Part title={say("saved.manage")}>
          <Shown asked={asked}>{() => <Manage saved={saved} />}</Shown>
        </Part>
      )}
    </>
  );
}

/** Two searches are the same when they ask for the same, in whatever order. */
function textOf(search: ContractSearch): string {
  return JSON.stringify(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function Keep({ search }: { search: ContractSearch }) {
  const { say } = useTexts();
  const conditions = useConditions();
  return (
    <Action
      size="xs"
      label={say("saved.keep")}
      lead={conditions(search)}
      fields={[{ name: "name", label: "saved.name", needed: true, hint: "saved.nameHint" }]}
      run={({ name = "" }) => api.post("/v1/saved-searches", { body: { name: name.trim(), query: search } })}
    />
  );
}

function Manage({ saved }: { saved: readonly Saved[] }) {
  const { say } = useTexts();
  const conditions = useConditions();
  return (
    <Rows
      rows={saved}
      label={say("saved.manage")}
      rowKey={({ id }) => id}
      columns={[
        {
          head: "saved.name",
          cell: ({ name, query }) => (
            <To to="/contracts" search={readSearch({ ...query })} fw={600}>
              {name}
            </To>
          ),
        },
        { head: "saved.conditions", cell: ({ query }) => conditions(readSearch({ ...query })) },
        {
          head: "tenants.actions",
          cell: ({ id, name }) => (
            <Group gap="xs">
              <Action
                size="xs"
                label={say("saved.rename")}
                about={name}
                fields={[{ name: "name", label: "saved.name", needed: true, start: name }]}
                run={({ name: next = "" }) =>
                  api.patch("/v1/saved-searches/{savedSearchId}", {
                    params: { path: { savedSearchId: id } },
                    body: { name: next.trim() },
                  })
                }
              />
              <Action
                danger
                size="xs"
                label={say("saved.delete")}
                about={name}
                lead={`${name}: ${say("saved.deleteLead")}`}
                run={() => api.delete("/v1/saved-searches/{savedSearchId}", { params: { path: { savedSearchId: id } } })}
              />
            </Group>
          ),
        },
      ]}
    />
  );
}
