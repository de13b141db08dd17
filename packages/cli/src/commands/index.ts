import type { Command } from "../command.ts";
import { approvalCommands } from "./approvals.ts";
import { auditCommands } from "./audit.ts";
import { billingCommands } from "./billing.ts";
import { bulkCommands } from "./bulks.ts";
import { searchCommands } from "./contract-search.ts";
import { contractCommands } from "./contracts.ts";
import { documentCommands } from "./documents.ts";
import { eventCommands } from "./events.ts";
import { groupCommands } from "./groups.ts";
import { orderCommands } from "./orders.ts";
import { resaleCommands } from "./resale.ts";
import { subscriptionCommands } from "./subscriptions.ts";
import { tenantCommands } from "./tenants.ts";
import { terminationCommands } from "./terminating.ts";
import { ticketCommands } from "./tickets.ts";
import { userCommands } from "./users.ts";
import { webhookCommands } from "./webhooks.ts";
import { workspaceCommands } from "./workspaces.ts";

/** In the order of the help. */
export const commands: readonly Command[] = [
  ...[...searchCommands, ...contractCommands, ...terminationCommands, ...bulkCommands],
  ...[...workspaceCommands, ...tenantCommands, ...userCommands, ...groupCommands],
  ...[...subscriptionCommands, ...orderCommands, ...approvalCommands],
  ...[...eventCommands, ...webhookCommands, ...documentCommands, ...ticketCommands],
  ...[...billingCommands, ...resaleCommands, ...auditCommands],
];
