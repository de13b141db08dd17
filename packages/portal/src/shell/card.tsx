import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import icon from "../icon.svg";
import { useTexts } from "../texts/language.ts";
import { LanguageSwitch } from "./language-switch.tsx";

/** What stands around everything that is shown to whoever has not signed in. */
export function Card({ children }: { children: ReactNode }) {
  const { say } = useTexts();
  return (
    <main className="sign-in">
      <div className="card">
        <span className="brand">
          <img src={icon} alt="" /> Saihan
        </span>
        <Text c="dimmed" size="sm" mb="lg">
          {say("portal.title")}
        </Text>
        {children}
      </div>
      <LanguageSwitch />
    </main>
  );
}
