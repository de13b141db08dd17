import { SegmentedControl } from "@mantine/core";
import { queries } from "../session/me.ts";
import { type Language, speak, useTexts } from "../texts/language.ts";

export function LanguageSwitch() {
  const { say, language } = useTexts();
  return (
    <SegmentedControl
      size="xs"
      aria-label={say("portal.language")}
      value={language}
      onChange={(next) => {
        speak(next as Language);
        // What the API tells comes in a language too.
        void queries.invalidateQueries();
      }}
      data={[
        { value: "ja", label: <span lang="ja">日本語</span> },
        { value: "en", label: <span lang="en">English</span> },
      ]}
    />
  );
}
