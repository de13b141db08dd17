import { Page } from "../kit/page.tsx";
import { useTexts } from "../texts/language.ts";
import { OrderList } from "./orders/order-list.tsx";

export function Orders() {
  const { say } = useTexts();
  return (
    <Page title={say("orders.title")}>
      <OrderList />
    </Page>
  );
}
