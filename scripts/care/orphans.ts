/** What the world knows of us, as far as it can be asked. */
export interface World {
  /** Calls that changed something on the platform, by the order that they name. */
  acts: readonly { orderId: string; call: string; objectId: string | undefined; at: string }[];
  /** Domains that bear our mark. */
  domains: readonly { id: string; contractId: string }[];
  /** Mails that somebody took. */
  mails: readonly { mailId: string; at: string; subject: string }[];
}

/** What the restored database knows of that. */
export interface Books {
  orders: ReadonlySet<string>;
  contracts: ReadonlySet<string>;
  /** State by id. */
  mails: ReadonlyMap<string, string>;
}

export interface Orphans {
  orders: { orderId: string; did: string[] }[];
  contracts: { contractId: string; domainId: string }[];
  mails: World["mails"][number][];
  /** Mails of the database that it would send once more, though somebody has them. */
  alreadySent: string[];
}

/** What the world has and the database does not, and what the database would do though it has been done. */
export function orphansOf(world: World, books: Books): Orphans {
  const orders = new Map<string, string[]>();
  for (const { orderId, call, objectId } of world.acts) {
    if (books.orders.has(orderId)) continue;
    orders.set(orderId, [...(orders.get(orderId) ?? []), objectId ? `${call} ${objectId}` : call]);
  }
  return {
    orders: [...orders].map(([orderId, did]) => ({ orderId, did })),
    contracts: world.domains
      .filter(({ contractId }) => !books.contracts.has(contractId))
      .map(({ contractId, id }) => ({ contractId, domainId: id })),
    mails: world.mails.filter(({ mailId }) => !books.mails.has(mailId)),
    alreadySent: [
      ...new Set(
        world.mails
          .filter(({ mailId }) => ["queued", "sending", "unknown"].includes(books.mails.get(mailId) ?? ""))
          .map(({ mailId }) => mailId),
      ),
    ],
  };
}

/** The report for people. */
export function orphanLines(found: Orphans): string[] {
  const { orders, contracts, mails, alreadySent } = found;
  return [
    `Orders that the platform has carried out and the database does not have: ${orders.length}`,
    ...orders.map(({ orderId, did }) => `  order ${orderId}: ${did.join(", ")}`),
    `Contracts that stand on the platform and not in the database: ${contracts.length}`,
    ...contracts.map(({ contractId, domainId }) => `  ${contractId}, domain ${domainId}`),
    `Mails that somebody has and of which the database does not know: ${mails.length}`,
    ...mails.map(({ mailId, at, subject }) => `  ${[mailId, at, subject].filter((text) => text !== "").join("  ")}`),
    `Mails that would be sent once more: ${alreadySent.length}`,
    ...alreadySent.map((mailId) => `  ${mailId}`),
  ];
}
