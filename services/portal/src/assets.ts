import { readdirSync } from "node:fs";
import express, { type RequestHandler } from "express";

const yearMs = 365 * 24 * 3_600_000;
const ends = { br: ".br", gzip: ".gz" } as const;
const types = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml" };

/** The files of the build, which never change under their names, in the smallest form that the browser takes. */
export function serveAssets(folder: string): RequestHandler {
  const files = new Set(readdirSync(folder));
  const send = express.static(folder, { index: false, immutable: true, maxAge: yearMs, fallthrough: false });
  return (req, res, next) => {
    const [path = ""] = req.url.split("?");
    const coding = req.acceptsEncodings(["br", "gzip"]);
    const type = Object.entries(types).find(([end]) => path.endsWith(end))?.[1];
    if ((coding === "br" || coding === "gzip") && type && files.has(`${path.slice(1)}${ends[coding]}`)) {
      res.set({ "Content-Encoding": coding, "Content-Type": type });
      req.url = `${path}${ends[coding]}`;
    }
    res.vary("Accept-Encoding");
    send(req, res, next);
  };
}
