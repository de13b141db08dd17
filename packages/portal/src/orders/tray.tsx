import { CloseButton, Group, Loader, Paper, Text } from "@mantine/core";
import { State } from "../kit/state.tsx";
import { To } from "../kit/to.tsx";
import { useTexts } from "../texts/language.ts";
import { forget, useFollowed } from "./followed.ts";

/** What was ordered in this visit, and how far it is: told live, on every screen. */
export function Tray() {
  const { say, language } = useTexts();
  const orders = useFollowed();
  return (
    <section className="tray" aria-label={say("orders.yours")} aria-live="polite">
      {orders.slice(-4).map((order) => (
        <Paper key={order.id} withBorder shadow="md" p="sm" data-order={order.id}>
          <Group wrap="nowrap" justify="space-between" gap="sm">
            <Group gap="xs">
              {order.endedAt === null && <Loader size="xs" aria-hidden />}
              <To to="/orders/$orderId" params={{ orderId: order.id }} size="sm">
                {say(`orders.kind.${order.kind}`)}
              </To>
              <State of={order.state} />
            </Group>
            <CloseButton size="sm" aria-label={say("orders.forget")} onClick={() => forget(order.id)} />
          </Group>
          {order.failure && (
            <Text size="sm" c="var(--mantine-color-error)" mt={4}>
              {order.failure.says[language]}
            </Text>
          )}
        </Paper>
      ))}
    </section>
  );
}
