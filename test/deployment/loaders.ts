import * as config from "@saihan/config";

/** What each service reads its settings with. */
export const loaders: Record<string, (env: Record<string, string>) => unknown> = {
  "intake-api": config.loadIntakeConfig,
  "outbox-relay": config.loadRelayConfig,
  "provisioning-worker": config.loadProvisioningConfig,
  "user-worker": config.loadUserConfig,
  "billing-worker": config.loadBillingConfig,
  "notification-worker": config.loadNotificationConfig,
  "webhook-worker": config.loadWebhookConfig,
  "queue-dashboard": config.loadDashboardConfig,
  portal: config.loadPortalConfig,
  "mail-catcher": config.loadCatcherConfig,
  "platform-simulator": config.loadSimulatorConfig,
};
