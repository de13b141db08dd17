import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openPoster, type Poster, type Resolved } from "./post.ts";

const open: { server?: Server; poster?: Poster } = {};
afterEach(async () => {
  await open.poster?.close();
  open.server?.closeAllConnections();
  await new Promise<void>((done) => (open.server ? open.server.close(() => done()) : done()));
  delete open.server;
  delete open.poster;
});

/** A server on this machine, and what reached it. */
async function serve(answer: RequestListener) {
  const reached: string[] = [];
  let connections = 0;
  const server = createServer((req, res) => {
    reached.push(String(req.headers.host));
    answer(req, res);
  });
  server.on("connection", () => connections++);
  open.server = server;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { port: (server.address() as AddressInfo).port, reached, connections: () => connections };
}

/** A poster whose names lead where the test says, one answer after another; the last stays. */
function posterWith(answers: (string[] | Error)[], options: { loopback?: boolean; timeoutMs?: number } = {}) {
  const asked: string[] = [];
  const resolve = async (name: string): Promise<Resolved[]> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(name);
    if (answer instanceof Error) throw answer;
    return answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  const poster = openPoster({ loopback: options.loopback ?? false, timeoutMs: options.timeoutMs ?? 2_000, resolve });
  open.poster = poster;
  return { post: (url: string) => poster.post(url, { "webhook-id": "x" }, "{}"), asked };
}

describe("where a name leads (SSRF, D37)", () => {
  test.each([
    [["127.0.0.1"]],
    [["10.0.0.8"]],
    [["169.254.169.254"]],
    [["::1"]],
    [["::ffff:127.0.0.1"]],
    [["fe80::1"]],
    [["fd00:ec2::254"]],
    [["64:ff9b::7f00:1"]],
    // One good address does not make up for a bad one.
    [["8.8.8.8", "127.0.0.1"]],
    [["2606:4700::1111", "::1"]],
    [["not an address"]],
  ])("a name that leads to %j is not connected to", async (addresses) => {
    const { port, connections } = await serve((_req, res) => res.end());
    const { post, asked } = posterWith([addresses]);
    expect(await post(`https://partner.example:${port}/`)).toMatchObject({
      outcome: "failed",
      code: "ADDRESS_REFUSED",
      status: null,
    });
    expect(asked).toEqual(["partner.example"]);
    expect(connections()).toBe(0);
  });

  test("a name that changes its mind: each connection goes to the very answer that was judged (rebinding)", async () => {
    const { port, connections, reached } = await serve((_req, res) => res.writeHead(204).end());
    // As http to localhost the poster may reach the server; the name is looked up anew for every connection.
    const { post, asked } = posterWith([["127.0.0.1"], ["10.0.0.8"], ["127.0.0.1"]], { loopback: true });
    expect(await post(`http://localhost:${port}/`)).toMatchObject({ outcome: "delivered", status: 204 });
    expect([asked.length, connections()]).toEqual([1, 1]);
    open.server?.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await post(`http://localhost:${port}/`)).toMatchObject({ outcome: "failed", code: "ADDRESS_REFUSED" });
    expect([asked.length, connections(), reached.length]).toEqual([2, 1, 1]);
  });

  test.each([
    ["http://partner.example/", "URL_REFUSED"],
    ["https://127.0.0.1/", "ADDRESS_REFUSED"],
    ["https://[::1]/", "ADDRESS_REFUSED"],
    ["https://localhost/", "ADDRESS_REFUSED"],
    ["not a url", "URL_REFUSED"],
  ])("%s is judged again before it is sent to: %s", async (url, code) => {
    const { post, asked } = posterWith([["8.8.8.8"]]);
    expect(await post(url)).toMatchObject({ outcome: "failed", code });
    expect(asked).toEqual([]);
  });

  test("a name that nobody knows", async () => {
    const { post } = posterWith([Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" })]);
    expect(await post("https://partner.example/")).toMatchObject({ outcome: "failed", code: "NAME_NOT_FOUND" });
  });
});

describe("how a receiver answers", () => {
  const local = (options = {}) => posterWith([["127.0.0.1"]], { loopback: true, ...options });

  test.each([
    [200, "delivered", null],
    [204, "delivered", null],
    [299, "delivered", null],
    [301, "failed", "REDIRECTED"],
    [302, "failed", "REDIRECTED"],
    [307, "failed", "REDIRECTED"],
    [308, "failed", "REDIRECTED"],
    [400, "failed", "HTTP_STATUS"],
    [404, "failed", "HTTP_STATUS"],
    [410, "failed", "GONE"],
    [500, "failed", "HTTP_STATUS"],
  ])("%d is %s", async (status, outcome, code) => {
    const { port, reached } = await serve((_req, res) => {
      res.writeHead(status, status >= 300 && status < 400 ? { location: "/elsewhere" } : {}).end();
    });
    expect(await local().post(`http://localhost:${port}/`)).toMatchObject({ outcome, status, code });
    expect(reached).toHaveLength(1);
  });

  test("an answer without an end is left when the time is over", async () => {
    const { port } = await serve((_req, res) => void res.writeHead(500).write("x"));
    const answer = await local({ timeoutMs: 200 }).post(`http://localhost:${port}/`);
    expect(answer).toMatchObject({ outcome: "failed", code: "TIMED_OUT" });
  });

  test("of a long answer only the beginning is read and less is kept; control characters are not", async () => {
    const { port } = await serve((_req, res) => {
      res.writeHead(500);
      res.write("\u001b[31mだめ\n");
      const more = () => {
        while (!res.destroyed && res.write("x".repeat(65_536)));
        if (!res.destroyed) res.once("drain", more);
      };
      more();
    });
    const { answer, code } = await local().post(`http://localhost:${port}/`);
    expect(code).toBe("HTTP_STATUS");
    expect(answer).toMatch(/^ \[31mだめ x{100,}$/);
    expect(answer).toHaveLength(200);
  });

  test.each([
    ["120", 120_000],
    ["999999", 3_600_000],
    ["Wed, 21 Oct 2026 07:28:00 GMT", null],
    ["-1", null],
  ])("Retry-After: %s means %d ms", async (header, ms) => {
    const { port } = await serve((_req, res) => res.writeHead(429, { "retry-after": header }).end());
    expect((await local().post(`http://localhost:${port}/`)).retryAfterMs).toBe(ms);
  });

  test("nobody listens", async () => {
    const { port } = await serve(() => {});
    open.server?.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await local().post(`http://localhost:${port}/`)).toMatchObject({ outcome: "failed", code: "NO_CONNECTION" });
  });

  test("no TLS where there should be", async () => {
    const { port } = await serve((_req, res) => res.end());
    const { code } = await local().post(`https://localhost:${port}/`);
    expect(["TLS_FAILED", "NO_CONNECTION"]).toContain(code);
  });
});
