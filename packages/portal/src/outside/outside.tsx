import { lazy, Suspense, useEffect } from "react";
import { Card } from "../shell/card.tsx";
import { Waiting } from "../shell/gate.tsx";
import { useTexts } from "../texts/language.ts";
import { type OutsideAddress, outsideAddresses } from "./addresses.ts";

const path = location.pathname.replace(/^\/|\/$/g, "");
/** The page of this address, when it is open to everybody; whoever is signed in here is then not asked for. */
export const outsideAddress = outsideAddresses.find((address) => address === path);

const SetPassword = lazy(async () => ({ default: (await import("./set-password.tsx")).SetPassword }));
const ForgotPassword = lazy(async () => ({ default: (await import("./forgot-password.tsx")).ForgotPassword }));

export function OutsidePage({ address }: { address: OutsideAddress }) {
  const { say } = useTexts();
  const title = say(`outside.title.${address}`);
  useEffect(() => {
    document.title = `${title} – Saihan`;
  }, [title]);
  return (
    <Card>
      <Suspense fallback={<Waiting />}>
        {address === "forgot-password" ? <ForgotPassword title={title} /> : <SetPassword title={title} address={address} />}
      </Suspense>
    </Card>
  );
}
