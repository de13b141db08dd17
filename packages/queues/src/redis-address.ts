/** One Redis, a set that Sentinels watch, or a Cluster. */
export type RedisAddress =
  | { kind: "single"; url: string }
  | (Servers & { kind: "sentinel"; name: string; db: number; sentinelUsername?: string; sentinelPassword?: string })
  | (Servers & { kind: "cluster" });

interface Servers {
  servers: { host: string; port: number }[];
  tls: boolean;
  username?: string;
  password?: string;
}

const several = /^(redis|rediss)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([^/?#]*))?(?:\?([^#]*))?$/;
const server = /^(\[[0-9a-f:.]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/i;

/**
 * Reads `REDIS_URL`: `redis://` or `rediss://` (one server), `redis+sentinel://user:password@host:port,host:port/name` (any of its Sentinels, and
 * what they call the set), `redis+cluster://user:password@host:port,host:port` (any of its nodes); with `rediss+` everything goes over TLS. Where the
 * Sentinels ask for a password of their own: `?sentinel-username=&sentinel-password=`; another database than 0: `?db=`. User and passwords are
 * percent-encoded.
 *
 * @throws TypeError when it is none of these; the message quotes nothing of it
 */
export function readRedisAddress(text: string): RedisAddress {
  const [, scheme, kind, who, hosts, path = "", query] = several.exec(text) ?? [];
  if (!scheme || !hosts) {
    if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) throw new TypeError("not the address of a Redis");
    return { kind: "single", url: text };
  }
  const [username, password] = (who ?? "").split(":", 2).map(decodeURIComponent);
  const asked = new URLSearchParams(query ?? "");
  const common = {
    servers: hosts.split(",").map((host) => readServer(host, kind === "sentinel" ? 26_379 : 6_379)),
    tls: scheme === "rediss",
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
  };
  if (kind === "cluster") {
    if (path !== "" || query) throw new TypeError("the address of a Redis Cluster has neither a path nor parameters");
    return { kind, ...common };
  }
  const name = decodeURIComponent(path);
  if (name === "") throw new TypeError("the address of Sentinels must end in what they call the set of servers");
  const [sentinelUsername, sentinelPassword] = [asked.get("sentinel-username"), asked.get("sentinel-password")];
  const db = Number(asked.get("db") ?? 0);
  if (!Number.isSafeInteger(db) || db < 0) throw new TypeError("db must be the number of a database");
  return {
    ...{ kind: "sentinel", ...common, name, db },
    ...(sentinelUsername ? { sentinelUsername } : {}),
    ...(sentinelPassword ? { sentinelPassword } : {}),
  };
}

function readServer(text: string, usualPort: number): { host: string; port: number } {
  const [, host, port] = server.exec(text) ?? [];
  if (!host || Number(port ?? 0) > 65_535) throw new TypeError("an address among those of the Redis servers is wrong");
  return { host: host.replace(/^\[|\]$/g, ""), port: port === undefined ? usualPort : Number(port) };
}
