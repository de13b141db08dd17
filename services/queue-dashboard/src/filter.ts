import type { RequestHandler } from "express";

/*
 * What Bull Board may show of a job: what it is called, how it stands, and ids. Everything else that it sends out, such as messages of
 * errors, stacks, options and results, could carry what somebody has typed. What is not named here is left out.
 */

const plain = new Set([
  ...["id", "name", "timestamp", "processedOn", "finishedOn", "attempts", "delay", "isFailed", "priority", "attemptsStarted"],
  "stalledCounter",
]);
/** Ids, codes and names of programs; no text that a person writes, no address. */
const harmless = /^[0-9A-Za-z][0-9A-Za-z:._-]{0,99}$/;
const code = /^[A-Z][A-Z0-9_]{2,60}$/;

/** What a scheduler would put into its jobs, and what an error of the board says. */
const hidden = new Set(["template", "message", "details"]);

type Fields = Record<string, unknown>;

/** A job as it may be shown. */
export function shownJob(job: Fields): Fields {
  const shown = Object.fromEntries(Object.entries(job).filter(([key, value]) => plain.has(key) && isHarmless(value)));
  const { failedReason } = job;
  return {
    ...shown,
    name: typeof shown.name === "string" ? shown.name : "?",
    progress: 0,
    failedReason:
      typeof failedReason === "string" && failedReason !== "" ? (code.test(failedReason) ? failedReason : "HIDDEN") : undefined,
    stacktrace: [],
    opts: {},
    data: ids(job.data),
    returnValue: null,
  };
}

/** Ids and numbers of a job's data. */
function ids(data: unknown): Fields {
  if (typeof data !== "object" || data === null) return {};
  return Object.fromEntries(Object.entries(data).filter(([key, value]) => harmless.test(key) && isHarmless(value)));
}

function isHarmless(value: unknown): boolean {
  return value === null || ["number", "boolean"].includes(typeof value) || (typeof value === "string" && harmless.test(value));
}

/** An answer of the board, with every job in it as it may be shown. */
export function shownAnswer(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return body;
  if (Array.isArray(body)) return body.map((entry) => (typeof entry === "object" ? shownAnswer(entry) : entry));
  const fields = body as Fields;
  if ("stacktrace" in fields || "failedReason" in fields || "returnValue" in fields) return shownJob(fields);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (hidden.has(key) ? [] : [[key, shownAnswer(value)]])),
  );
}

/** Rewrites every JSON answer of what comes behind it. Lines that jobs have logged are not given out at all. */
export const filterAnswers: RequestHandler = (req, res, next) => {
  const send = res.json.bind(res);
  res.json = (body: unknown) => send(req.path.endsWith("/logs") ? [] : shownAnswer(body));
  next();
};
