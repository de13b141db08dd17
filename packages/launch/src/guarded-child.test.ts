import { expect, test } from "vitest";
import { spawnGuarded } from "./guarded-child.ts";

test("what a program says before anybody listens is heard all the same", async () => {
  const child = await spawnGuarded("TERM", "/bin/sh", ["-c", "echo ready; echo steady >&2"]);
  await child.exited;
  const heard: string[] = [];
  child.onLine((line) => heard.push(line));
  await expect.poll(() => heard.toSorted()).toEqual(["ready", "steady"]);
});
