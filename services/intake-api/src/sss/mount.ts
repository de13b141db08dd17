import { cameOverTls, operatorOf } from "@saihan/auth";
import { placeOfUser } from "@saihan/db";
import { no, preferredLanguage, type Rejection, sentence, userIdPattern } from "@saihan/domain";
import { errorFacts } from "@saihan/log";
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response } from "express";
import { callerOf, callerOfOperator, originOf } from "../authenticate.ts";
import type { Caller, IntakeContext, Origin } from "../context.ts";
import { fieldText } from "../field-texts.ts";
import { askWhiteList, iamGate } from "../iam/gate.ts";
import { limitStrangers } from "../limit-rates.ts";
import { type AnyOperation, goneSignal, perform } from "../operation.ts";
import { type AnswerCode, bodyLimitBytes, type FieldFault, ProblemAnswer, rejectionOf, statusOf } from "../problem.ts";
import type { SssRoute } from "./route.ts";
import { sssOperatorRoutes, sssRoutes } from "./routes.ts";
import { issueToken, regionsFor, revokeToken, tokenFacts, tokenView, versionView } from "./tokens.ts";
import type { Fields } from "./wire.ts";

/** Where the SSS API's routes are; the catalogue names both. */
export const prefixes = ["/sss/api/v2", "/sss/api/v1.0"] as const;

interface Gates {
  /** Sets the headers that every answer to a program bears, and refuses when there is too much to do. */
  opening: RequestHandler;
  /** Counts requests by caller, or by address where nobody is known. */
  limit: RequestHandler;
}

/**
 * The API that partners' scripts speak already: Keystone v3 for tokens under `/v3`, SSS under `/sss/api/v2` and `/sss/api/v1.0` (sdpf section
 * 10). Every route performs operations of the Partner API; nothing is decided here.
 */
export function mountSss(app: Express, ctx: IntakeContext, operations: readonly AnyOperation[], { opening, limit }: Gates): void {
  const known = new Map(operations.map((op) => [op.id, op]));
  const strangers = limitStrangers(Math.max(1, Math.ceil(ctx.requestsPerSecond / 10)));
  const json = express.json({
    limit: bodyLimitBytes,
    inflate: false,
    strict: false,
    type: ["application/json", "application/*+json"],
  });
  const origin: RequestHandler = (req, res, next) => {
    res.locals.origin = originOf(ctx, req);
    next();
  };
  /** Who the token in this header belongs to. */
  const holder = async (req: Request, res: Response, header: string) => {
    const facts = await tokenFacts(ctx, req.get(header) ?? "", res.locals.origin as Origin);
    if (facts) return facts;
    await strangers.count(res.locals.origin as Origin, res);
    throw new ProblemAnswer(no("UNAUTHENTICATED"));
  };

  const keystone = express.Router();
  keystone.use(opening, origin, limit, json);
  keystone.get("/", (req, res) => void res.json(versionView(baseOf(ctx, req))));
  keystone.post("/auth/tokens", async (req, res) => {
    try {
      const { token, facts } = await issueToken(ctx, req.body, res.locals.origin as Origin, (row) =>
        askWhiteList(row, "/ecl-keystone", "/v3/auth/tokens", req, res),
      );
      res.setHeader("X-Subject-Token", token);
      res.status(201).json(tokenView(facts, await regionsFor(ctx, facts), baseOf(ctx, req)));
    } catch (error) {
      if (error instanceof ProblemAnswer && error.rejection.code === "UNAUTHENTICATED")
        await strangers.count(res.locals.origin as Origin, res);
      throw error;
    }
  });
  keystone.get("/auth/tokens", async (req, res) => {
    const { facts, subject } = await subjectOf(req, res);
    res.setHeader("X-Subject-Token", subject);
    res.json(tokenView(facts, await regionsFor(ctx, facts), baseOf(ctx, req)));
  });
  keystone.delete("/auth/tokens", async (req, res) => {
    const { facts, subject } = await subjectOf(req, res);
    await revokeToken(ctx, facts, subject);
    res.status(204).end();
  });
  refuseOthers(keystone, "/", ["GET"]);
  refuseOthers(keystone, "/auth/tokens", ["POST", "GET", "DELETE"]);
  keystone.use(nowhere);
  keystone.use(errorHandler(ctx, keystoneError));
  app.use("/v3", keystone);

  const sss = express.Router();
  sss.use(opening, origin);
  const admin = sssOperatorRoutes.map(({ path }) => new RegExp(`^${path.replace(":userId", "([^/]+)")}$`));
  sss.use(async (req, res, next) => {
    const userId = admin.map((path) => path.exec(req.path)?.[1]).find((found) => found !== undefined);
    const token = req.get("x-auth-token") ?? "";
    const operator = userId !== undefined && token.startsWith("sho_") ? await operatorOf(ctx.db, token, ctx.now()) : undefined;
    if (operator) {
      const place = userIdPattern.test(userId ?? "") ? await placeOfUser(ctx.db, userId ?? "") : undefined;
      Object.assign(res.locals, { place, caller: callerOfOperator(operator, place?.partnerId) });
    } else {
      res.locals.caller = callerOf(await holder(req, res, "x-auth-token"));
      // The admin interface is for the staff.
      if (userId !== undefined) throw new ProblemAnswer(no("ACTION_NOT_ALLOWED", { action: "user.act-as", rule: "sdpf 10.1" }));
    }
    next();
  });
  sss.use(
    iamGate("/ecl-sss", (req) => req.baseUrl.slice("/sss".length) + req.path),
    limit,
    json,
  );
  const all = [...sssRoutes, ...sssOperatorRoutes];
  for (const path of new Set(all.map((route) => route.path))) {
    const here = all.filter((route) => route.path === path);
    for (const route of here) sss[route.method](path, (req, res) => answer(ctx, known, route, req, res));
    refuseOthers(
      sss,
      path,
      here.map(({ method }) => method.toUpperCase()),
    );
  }
  sss.use(nowhere);
  sss.use(errorHandler(ctx, (_code, _status, message) => ({ message })));
  for (const prefix of prefixes) app.use(prefix, sss);

  /** The token that a request is about: one of the caller's own user, else it is not there. */
  async function subjectOf(req: Request, res: Response) {
    const caller = await holder(req, res, "x-auth-token");
    const subject = req.get("x-subject-token") ?? "";
    const facts = await tokenFacts(ctx, subject, res.locals.origin as Origin);
    if (!facts || facts.partnerId !== caller.partnerId || facts.userId !== caller.userId)
      throw new ProblemAnswer(no("ROUTE_NOT_FOUND"));
    askWhiteList(caller, "/ecl-keystone", "/v3/auth/tokens", req, res);
    return { facts, subject };
  }
}

async function answer(
  ctx: IntakeContext,
  known: ReadonlyMap<string, AnyOperation>,
  route: SssRoute,
  req: Request,
  res: Response,
): Promise<void> {
  const caller = res.locals.caller as Caller;
  const [requestId, origin] = [res.locals.requestId as string, res.locals.origin as Origin];
  const given: unknown = req.body ?? {};
  if (typeof given !== "object" || Array.isArray(given))
    throw new ProblemAnswer(no("INVALID_REQUEST"), [{ detail: fieldText("the body must be an object") }]);
  const body = await route.answer({
    place: res.locals.place as { contractId: string } | undefined,
    setHeader: (name, value) => void res.setHeader(name, value),
    ...{ ctx, caller, requestId, base: baseOf(ctx, req), params: req.params as Record<string, string> },
    query: req.query as Fields,
    body: given as Fields,
    ask: async (id, asked) => {
      const op = known.get(id);
      if (!op || !route.acts.includes(id)) throw new Error(`${route.method} ${route.path} does not perform ${id}`);
      const outcome = await perform(ctx, op, { caller, origin, requestId, gone: () => goneSignal(res) }, asked);
      return outcome.status === 204 ? undefined : JSON.parse(outcome.body);
    },
  });
  if (res.destroyed) return;
  if (body === undefined) return void res.status(route.status).end();
  res.status(route.status).json(body);
}

function refuseOthers(router: express.Router, path: string, methods: readonly string[]): void {
  router.all(path, (_req, res) => {
    res.set("Allow", methods.join(", "));
    throw new ProblemAnswer(no("METHOD_NOT_ALLOWED"));
  });
}

const nowhere: RequestHandler = () => {
  throw new ProblemAnswer(no("ROUTE_NOT_FOUND"));
};

/** Under which address the client reaches this service; the proxies of TRUST_PROXY say whether over https. */
function baseOf(ctx: IntakeContext, req: Request): string {
  const socket = { address: req.socket.remoteAddress, encrypted: req.secure };
  const scheme = cameOverTls(socket, req.get("x-forwarded-proto"), ctx.proxies) ? "https" : "http";
  return `${scheme}://${req.get("host") ?? "localhost"}`;
}

type ErrorForm = (code: string, status: number, message: string) => object;

const keystoneTitles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  429: "Too Many Requests",
};
const keystoneError: ErrorForm = (_code, status, message) => ({
  error: { code: status, title: keystoneTitles[status] ?? "Error", message },
});

/** The reason in words, in the form of the API. What SSS has no status for is 400; 401 stands only where a new token helps. */
function errorHandler(ctx: IntakeContext, form: ErrorForm): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) return void res.destroy();
    const asked = error instanceof ProblemAnswer ? error : undefined;
    const known = asked?.rejection ?? rejectionOf(error);
    const rejection: Rejection = known ?? no("INTERNAL_FAULT", { reference: res.locals.requestId as string });
    if (!known)
      ctx.log.error("a request failed", { ...errorFacts(error), reference: res.locals.requestId as string, method: req.method });
    const code = (rejection.code in statusOf ? rejection.code : "INTERNAL_FAULT") as AnswerCode;
    const status = statusOf[code] === 422 ? 400 : statusOf[code];
    if (status === 503) res.set("Retry-After", "5");
    const message = inWords(code, rejection, asked?.faults ?? [], req.get("accept-language"));
    res.status(status).json(form(code, status, message));
  };
}

function inWords(
  code: AnswerCode,
  { variables }: Rejection,
  faults: readonly FieldFault[],
  languages: string | undefined,
): string {
  const language = languages === undefined ? "en" : preferredLanguage(languages);
  const says = sentence(code, "says", language, variables);
  const where = faults.map(({ pointer, parameter, detail }) =>
    `${pointer?.slice(1) || parameter || ""} ${detail[language]}`.trim(),
  );
  return where.length > 0 ? `${says} (${where.join("; ")})` : says;
}
