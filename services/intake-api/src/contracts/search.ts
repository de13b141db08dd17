import {
  type ContractCursor,
  type ContractFilter,
  type ContractOrder,
  contractSorts,
  countContracts,
  narrowContracts,
  searchContracts,
  type Tx,
  transaction,
} from "@saihan/db";
import { authorize, contractIdPattern, contractStates, foldText, foldWords, no, type Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { fieldText } from "../field-texts.ts";
import { instant, z } from "../fields.ts";
import { type Answer, ok } from "../operation.ts";
import { ProblemAnswer } from "../problem.ts";
import { contractView } from "./view.ts";

/** Words of a free text that are looked at. */
const mostWords = 5;

const part = (what: string, example: string) =>
  z
    .string()
    .max(200)
    .refine((text) => foldText(text) !== "", { error: "must hold something to search for" })
    .transform(foldText)
    .optional()
    .openapi({ description: `Part of ${what}`, example });

/** What a search can ask for. Every condition that is given must hold. */
export const contractFilters = {
  contractId: part("the contract id", "econ1000000001"),
  customerNumber: part("the customer number, letter case apart", "N1234567890"),
  customerName: part("the customer name; width, kana, letter case, spaces and forms of company written alike", "ｻﾝﾌﾟﾙ"),
  loginId: part("the representative's login id; an API key needs users:read", "taro"),
  mailAddress: part("the representative's mail address; an API key needs users:read", "@example.jp"),
  state: z.enum(contractStates).optional(),
  startedFrom: instant.optional().openapi({ description: "利用開始日: from this instant on" }),
  startedTo: instant.optional().openapi({ description: "利用開始日: before this instant" }),
  endedFrom: instant.optional().openapi({ description: "利用終了日: from this instant on" }),
  endedTo: instant.optional().openapi({ description: "利用終了日: before this instant" }),
  groupId: z.uuid().optional().openapi({ description: "Contracts of this contract group" }),
  label: z
    .string()
    .regex(/^[a-z0-9._-]{1,63}:.{1,200}$/, "must be name:value")
    .optional()
    .openapi({ description: "Contracts that bear this label", example: "branch:osaka" }),
  q: z
    .string()
    .max(200)
    .refine((text) => foldText(text) !== "", { error: "must hold something to search for" })
    .optional()
    .openapi({
      description: `Words, ${mostWords} at most, each in the name, number or id of the contract, or in the login id or mail address of its representative`,
      example: "サンプル 東京",
    }),
};

const sorts = contractSorts.flatMap((by) => [by, `-${by}` as const]);
export const contractSort = z.enum(sorts).default("-createdAt").openapi({ description: "With - the other way round" });

type Asked = { [K in keyof typeof contractFilters]?: z.infer<(typeof contractFilters)[K]> };

/**
 * The filter of a request.
 * @returns why not, when it asks for what representatives are called and the caller may not read that
 */
export function filterOf(caller: Caller, asked: Asked): ContractFilter | Rejection {
  const { label, q, state, ...rest } = asked;
  const people = authorize(caller.who, "user.view", { partnerId: caller.partnerId, contractId: "", inReach: true });
  if (!people.ok && (asked.loginId !== undefined || asked.mailAddress !== undefined)) return people;
  const cut = label?.indexOf(":") ?? 0;
  return {
    ...rest,
    people: people.ok,
    ...(state ? { states: [state] } : {}),
    ...(q === undefined ? {} : { words: foldWords(q, mostWords) }),
    ...(label === undefined ? {} : { label: { name: label.slice(0, cut), value: label.slice(cut + 1) } }),
  };
}

export interface SearchQuery extends Asked {
  sort: (typeof sorts)[number];
  count: boolean;
  limit: number;
  after?: string | undefined;
}

/** One page of the search, and the count if it is asked for. */
export async function searchPage(ctx: IntakeContext, caller: Caller, query: SearchQuery): Promise<Answer | Rejection> {
  const { sort, count, limit, after, ...asked } = query;
  const filter = filterOf(caller, asked);
  if ("ok" in filter) return filter;
  const page = { order: orderOf(sort), after: readPlace(after, sort), limit: limit + 1 };
  const [rows, counted] = await transaction(ctx.db, caller, async (tx) => {
    const ids = await narrowed(tx, filter);
    return Promise.all([searchContracts(tx, filter, ids, page), count ? countContracts(tx, filter, ids) : undefined]);
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return ok(200, {
    contracts: shown.map(contractView),
    next: rows.length > limit && last ? placeOf(sort, { key: last.cursorAt, id: last.id }) : null,
    ...(counted ? { count: counted[0]?.count ?? 0 } : {}),
  });
}

export async function narrowed(tx: Tx, filter: ContractFilter): Promise<string[] | null> {
  const [row] = await narrowContracts(tx, filter);
  return row?.ids ?? null;
}

function orderOf(sort: SearchQuery["sort"]): ContractOrder {
  const descending = sort.startsWith("-");
  return { by: (descending ? sort.slice(1) : sort) as ContractOrder["by"], descending };
}

const place = z.tuple([z.string(), z.string().max(1_000), z.string().regex(contractIdPattern)]);
const instantText = /^(infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/;

/** A page's end as the caller gets it. It belongs to one sort, and says so. */
function placeOf(sort: string, { key, id }: ContractCursor): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString("base64url");
}

function readPlace(text: string | undefined, sort: SearchQuery["sort"]): ContractCursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [of, key, id] = place.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    const good = sort.endsWith("At") ? instantText.test(key) : !key.includes("\0") && !/\p{Surrogate}/u.test(key);
    if (of === sort && good) return { key, id };
  } catch {
    // Said below.
  }
  throw new ProblemAnswer(no("INVALID_PARAMETER"), [
    { parameter: "after", detail: fieldText("is not a page of this list in this order") },
  ]);
}
