import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findKeystone, keystoneMissing, startKeystone } from "@saihan/launch";

/**
 * A throw-away Keystone: node scripts/run.mjs scripts/keystone.ts FOLDER [PORT]
 * Prints how to point the house and OpenStack's own client at it, and runs until Ctrl-C. FOLDER keeps its state.
 */
const [folder, port = "0"] = process.argv.slice(2);
const keystone = findKeystone();
if (!folder || !/^\d{1,5}$/.test(port)) {
  console.error("usage: node scripts/run.mjs scripts/keystone.ts FOLDER [PORT]");
  process.exit(2);
}
if (!keystone) {
  console.error(`Keystone cannot be started: ${keystoneMissing}`);
  process.exit(2);
}
const running = await startKeystone({ keystone, folder, port: Number(port) });
const client = {
  OS_AUTH_URL: running.url,
  OS_USERNAME: running.username,
  OS_PASSWORD: running.password,
  OS_PROJECT_NAME: running.project,
  OS_USER_DOMAIN_NAME: "Default",
  OS_PROJECT_DOMAIN_NAME: "Default",
  OS_IDENTITY_API_VERSION: "3",
};
const house = {
  PLATFORM_URL: `keystone+${running.url}`,
  KEYSTONE_USERNAME: running.username,
  KEYSTONE_PASSWORD_FILE: join(running.folder, "password"),
};
const lines = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => `export ${name}=${value}\n`);
writeFileSync(join(running.folder, "openrc"), lines(client).join(""), { mode: 0o600 });
console.log(`Keystone listens on ${running.url} (process ${running.pid}).`);
console.log(`For the house:\n${lines(house).join("")}For the openstack client:\n. ${join(running.folder, "openrc")}`);
const stop = () => void running.stop();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
const { code, signal } = await running.exited;
console.log("Keystone has stopped.");
process.exit(code === 0 || signal === "SIGTERM" ? 0 : 1);
