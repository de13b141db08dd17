import { randomBytes } from "node:crypto";
import { errorFacts, type Log } from "@saihan/log";
import { answerHealth, type Readiness } from "@saihan/runtime";
import express, { type ErrorRequestHandler, type Express } from "express";
import helmet from "helmet";
import { serveAssets } from "./assets.ts";
import type { Cookies } from "./cookies.ts";
import type { Pages } from "./pages.ts";
import type { Passing } from "./passing.ts";
import { whyForeign } from "./same-origin.ts";

export interface PortalContext {
  pages: Pages;
  passing: Passing;
  cookies: Cookies;
  /** Of the portal as browsers see it. */
  origin: string;
  log: Log;
}

/** The pages, and the Partner API behind the session that the browser's cookie stands for. */
export function createApp({ pages, passing, cookies, origin, log }: PortalContext, readiness: Readiness): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use((req, res, next) => {
    if (req.path !== "/healthz" && req.path !== "/readyz") return next();
    return void answerHealth(req.path, res, readiness);
  });
  app.use((_req, res, next) => {
    res.locals.nonce = randomBytes(18).toString("base64url");
    next();
  });
  app.use(
    helmet({
      strictTransportSecurity: origin.startsWith("https:"),
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          "default-src": ["'none'"],
          "script-src": ["'self'", (_req, res) => nonceOf(res)],
          "style-src": ["'self'", (_req, res) => nonceOf(res)],
          // The QR code of an authenticator app comes as a picture in the answer of the sign-in.
          "img-src": ["'self'", "data:"],
          "connect-src": ["'self'"],
          "font-src": ["'self'"],
          "base-uri": ["'none'"],
          "form-action": ["'none'"],
          "frame-ancestors": ["'none'"],
        },
      },
      referrerPolicy: { policy: "no-referrer" },
    }),
  );
  app.use("/v1", (req, res) => {
    const foreign = whyForeign(req.method, req.headers, origin);
    if (foreign !== undefined) {
      log.warn("a request from elsewhere was refused", { cause: foreign });
      return void res.status(403).set("Cache-Control", "no-store").type("text").send(`Refused: ${foreign}.`);
    }
    passing.pass(req, res);
  });
  app.use("/assets", serveAssets(pages.assets));
  app.use((req, res) => {
    if (req.method !== "GET" && req.method !== "HEAD") return void res.status(405).set("Allow", "GET, HEAD").end();
    // Every address of a screen is the same document; its script reads the address.
    const session = cookies.session.read(req.headers.cookie) !== undefined;
    const [, kept] = /(?:^|; )saihan-language=(ja|en)(?:;|$)/.exec(req.headers.cookie ?? "") ?? [];
    const language = (kept ?? (req.acceptsLanguages("ja", "en") || "en")) as "ja" | "en";
    res
      .set("Cache-Control", "no-store")
      .type("html")
      .send(pages.document(res.locals.nonce, { path: req.path, session, language }));
  });
  app.use(((error, _req, res, next) => {
    if (res.headersSent) return next(error);
    const status = (error as { status?: number }).status ?? 500;
    if (status >= 500) log.error("a request failed", errorFacts(error));
    res
      .status(status)
      .type("text")
      .send(status === 404 ? "Not found." : "Something is wrong on our side.");
  }) satisfies ErrorRequestHandler);
  return app;
}

function nonceOf(res: object): string {
  return `'nonce-${(res as { locals: { nonce: string } }).locals.nonce}'`;
}
