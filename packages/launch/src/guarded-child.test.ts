import { expect, test } from "vitest";
import { spawnGuarded } from "./guarded-child.ts";

test("what a program says before anybody listens is heard all the same", async () => {
  const child = await spawnGuarded("TERM", "/bin/sh", ["-c", "echo ready; echo steady >&2"]);
  await child.exited;
  const heard: string[] = [];
  child.onLine((line) => heard.push(line));
  await expect.poll(() => heard.toSorted()).toEqual(["ready", "steady"]);
});

test("a program that is asked to end at a moment when it cannot is asked again", async () => {
  // As Redis refuses while it writes its first append-only file.
  const child = await spawnGuarded("TERM", "/bin/sh", [
    "-c",
    "trap 'trap \"exit 7\" TERM; echo refused' TERM; echo ready; while :; do sleep 0.1; done",
  ]);
  const heard: string[] = [];
  child.onLine((line) => heard.push(line));
  await expect.poll(() => heard).toContain("ready");
  await child.stop();
  expect(heard).toContain("refused");
  expect(await child.exited).toEqual({ code: 7, signal: null });
});
