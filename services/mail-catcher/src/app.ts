import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import express, { type Express } from "express";
import type { Box } from "./box.ts";

const asset = (name: string) => readFileSync(fileURLToPath(new URL(`../page/${name}`, import.meta.url)));

/** A page for people and a REST API for programs. */
export function createApp(box: Box): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use((_, res, next) => {
    res.set("Cache-Control", "no-store");
    res.set("X-Content-Type-Options", "nosniff");
    next();
  });
  app.get(["/healthz", "/readyz"], (_, res) => void res.json({ status: "ready" }));

  /** Newest first. `to` narrows to one address, `after` to mails with a greater id, `limit` is at most 5,000, `oldest` turns the order. */
  app.get("/api/messages", (req, res) => {
    const to = typeof req.query.to === "string" ? req.query.to.toLowerCase() : undefined;
    const after = Number(req.query.after) || 0;
    const limit = Math.min(Number(req.query.limit) || 5_000, 5_000);
    const found = box
      .all()
      .filter((m) => m.id > after && (!to || [...m.to, ...m.cc, ...m.recipients].some((a) => a.toLowerCase() === to)));
    res.set("X-Total-Count", String(found.length));
    res.json(req.query.oldest ? found.slice(0, limit) : found.slice(-limit).reverse());
  });
  app.delete("/api/messages", (_, res) => {
    box.empty();
    res.status(204).end();
  });
  app.get("/api/messages/:id", (req, res) => {
    const mail = box.find(Number(req.params.id));
    if (mail) res.json(mail);
    else res.status(404).json({ error: "no such mail" });
  });
  /** The HTML of a mail, for a frame that may run nothing and load nothing. */
  app.get("/messages/:id/html", (req, res) => {
    const mail = box.find(Number(req.params.id));
    if (!mail) return void res.status(404).send("no such mail");
    res.set("Content-Security-Policy", "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    res.type("html").send(mail.html || "<p>(no HTML part)</p>");
  });

  const page = { html: asset("page.html"), script: asset("page.js"), style: asset("page.css") };
  app.get("/", (_, res) => {
    res.set(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    res.type("html").send(page.html);
  });
  app.get("/page.js", (_, res) => void res.type("text/javascript").send(page.script));
  app.get("/page.css", (_, res) => void res.type("css").send(page.style));
  return app;
}
