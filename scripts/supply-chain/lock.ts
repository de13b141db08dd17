/** One package as the lock file has it. */
export interface Locked {
  name: string;
  version: string;
  licence: string | undefined;
  integrity: string | undefined;
  resolved: string | undefined;
  /** Used to build and test only. */
  dev: boolean;
  /** It would run code of its own while it is installed, if it were let. */
  hasScript: boolean;
}

/** Every package of others in a lock file (npm, version 3), once for each place that it stands in. */
export function lockedPackages(text: string): Locked[] {
  const { packages } = JSON.parse(text) as {
    packages: Record<
      string,
      {
        version?: string;
        license?: string;
        integrity?: string;
        resolved?: string;
        link?: boolean;
        dev?: boolean;
        hasInstallScript?: boolean;
      }
    >;
  };
  return Object.entries(packages).flatMap(([path, p]) => {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (!name || p.link) return [];
    return {
      name,
      version: p.version ?? "",
      licence: p.license,
      integrity: p.integrity,
      resolved: p.resolved,
      dev: p.dev === true,
      hasScript: p.hasInstallScript === true,
    };
  });
}

/** Licences under which a package may be part of what is run. SPDX. */
const free = new Set([
  ...[
    "MIT",
    "MIT-0",
    "ISC",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "Apache-2.0",
    "Unlicense",
    "CC0-1.0",
    "Python-2.0",
    "OFL-1.1",
  ],
]);
/** Further ones for what only builds and tests, and is not handed on. */
const toBuildWith = new Set(["MPL-2.0", "Artistic-2.0", "CC-BY-3.0", "WTFPL"]);
/** What its manifest does not say, read in its own file. */
const readByHand: Record<string, string> = { "png-js": "MIT" };

/** The licence of a package: what the lock says, or what was read in its own file. */
export const licenceOf = ({ name, licence }: Pick<Locked, "name" | "licence">) => licence ?? readByHand[name];

/** Whether a licence lets the package be used so. Of alternatives one must, of a sum all. */
export function mayBeUsed(licence: string | undefined, dev: boolean): boolean {
  if (!licence) return false;
  return licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((name) => free.has(name) || (dev && toBuildWith.has(name))));
}

/** A sentence for each package that cannot be trusted to be what it was: no sum, or not from a registry. */
export function untrusted(packages: readonly Locked[]): string[] {
  return packages.flatMap(({ name, version, integrity, resolved }) => [
    ...(integrity?.startsWith("sha512-") ? [] : [`${name} ${version} has no sha512 sum`]),
    ...(resolved ? [`${name} ${version} names where it comes from: ${resolved}`] : []),
    ...(/^\d+\.\d+\.\d+/.test(version) ? [] : [`${name} has no version but ${version}`]),
  ]);
}
