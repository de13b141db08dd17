import { fileURLToPath } from "node:url";
import {
  type AddressRange,
  clientAddress,
  deviceLifeMs,
  operatorOf,
  SignInBusy,
  type SignInKeys,
  signInOperator,
  signOutOperator,
} from "@saihan/auth";
import { DatabaseUnavailable } from "@saihan/db";
import { errorFacts } from "@saihan/log";
import { answerHealth, type Readiness } from "@saihan/runtime";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import helmet from "helmet";
import { createBoard } from "./board.ts";
import type { DeskContext, SignedIn } from "./desk/desk.ts";
import { deskRoutes } from "./desk/routes.ts";
import { signInPage } from "./sign-in-page.ts";

export interface DashboardContext extends DeskContext {
  keys: SignInKeys;
  proxies: AddressRange[];
}

const cookie = "saihan_operator";
/** Where the browser keeps that this operator has signed in on it before. */
const deviceCookie = "saihan_operator_device";

/** The operations desk and Bull Board behind the operator's sign-in: at the desk things are done, the board is to look. */
export function createApp(ctx: DashboardContext, readiness: Readiness): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use((req, res, next) => {
    if (req.path !== "/healthz" && req.path !== "/readyz") return next();
    return void answerHealth(req.path, res, readiness);
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          "default-src": ["'self'"],
          "style-src": ["'self'", "'unsafe-inline'"],
          "img-src": ["'self'", "data:"],
          "object-src": ["'none'"],
          "base-uri": ["'self'"],
          "form-action": ["'self'"],
          "frame-ancestors": ["'none'"],
        },
      },
    }),
  );
  app.use((_req, res, next) => {
    res.set("Cache-Control", "no-store");
    next();
  });
  const page = fileURLToPath(new URL("../page", import.meta.url));
  app.use("/page", express.static(page, { index: false, maxAge: 0 }));

  app.get("/sign-in", (req, res) => void res.type("html").send(signInPage(req.headers["accept-language"])));
  app.post("/sign-in", sameOrigin, express.urlencoded({ extended: false, limit: "4kb" }), async (req, res) => {
    const form = (req.body ?? {}) as Record<string, unknown>;
    const given = {
      loginId: text(form.loginId),
      password: text(form.password),
      code: text(form.code).replaceAll(/\s/g, ""),
      device: cookieIn(req.headers.cookie, deviceCookie),
    };
    const address = clientAddress(req.socket.remoteAddress, req.get("x-forwarded-for"), ctx.proxies);
    const result = await signInOperator(ctx.db, ctx.keys, given, address, ctx.now());
    if (!result.ok) {
      ctx.log.warn("an operator's sign-in was refused", { cause: result.code });
      res.status(result.code === "SIGN_IN_WRONG" ? 401 : 429);
      return void res.type("html").send(signInPage(req.headers["accept-language"], result));
    }
    const kept = { httpOnly: true, sameSite: "strict", secure: req.secure } as const;
    res.cookie(cookie, result.token, { ...kept, path: "/" });
    res.cookie(deviceCookie, result.device, { ...kept, path: "/sign-in", maxAge: deviceLifeMs });
    res.redirect(303, "/desk");
  });

  app.use(async (req, res, next) => {
    const token = cookieIn(req.headers.cookie, cookie);
    const operator = await operatorOf(ctx.db, token, ctx.now());
    if (operator) {
      res.locals.operator = { ...operator, token } satisfies SignedIn;
      return next();
    }
    if (req.method === "GET" && req.accepts(["json", "html"]) === "html") return void res.redirect(303, "/sign-in");
    res.status(401).json({ error: "sign in first" });
  });
  app.post("/sign-out", sameOrigin, async (req, res) => {
    await signOutOperator(ctx.db, cookieIn(req.headers.cookie, cookie));
    res.clearCookie(cookie, { path: "/" });
    res.redirect(303, "/sign-in");
  });
  app.use("/desk", deskRoutes(ctx, sameOrigin));
  app.use("/", createBoard(ctx.store));

  app.use(((error, _req, res, _next) => {
    if (error instanceof DatabaseUnavailable || error instanceof SignInBusy) {
      res.set("Retry-After", "5");
      return void res.status(503).type("text").send("The dashboard cannot answer at the moment.");
    }
    ctx.log.error("a request failed", errorFacts(error));
    res.status(500).type("text").send("Something is wrong on our side.");
  }) satisfies ErrorRequestHandler);
  return app;
}

/** A form of another site may not be sent here. Browsers say where a request comes from; programs need not. */
const sameOrigin: RequestHandler = (req, res, next) => {
  const site = req.headers["sec-fetch-site"];
  const origin = req.headers.origin;
  const foreign =
    site !== undefined
      ? site !== "same-origin" && site !== "none"
      : origin !== undefined && new URL(origin).host !== req.headers.host;
  if (foreign) return void res.status(403).type("text").send("This form belongs to another site.");
  next();
};

/** Postgres keeps no U+0000: with another mark in its place the text is as wrong as before, and can be looked for. */
function text(value: unknown): string {
  return typeof value === "string" ? value.slice(0, 300).replaceAll("\u0000", "\ufffd") : "";
}

function cookieIn(header: string | undefined, wanted: string): string {
  for (const part of (header ?? "").split(";")) {
    const [name, value] = part.trim().split("=", 2);
    if (name === wanted) return value ?? "";
  }
  return "";
}
