import type { Help } from "commander";
import stringWidth from "string-width";
import type { Paint } from "./table.ts";
import { headings, type Language, words } from "./words.ts";
import { wrapped } from "./wrap.ts";

/** How help looks: in the reader's language, and with wide characters counted as two columns. */
export function helpForm(language: Language, paint: Paint): Partial<Help> {
  return {
    styleTitle: (title) => paint("bold", headings[title]?.[language] ?? title),
    displayWidth: (text) => stringWidth(text),
    boxWrap: wrapped,
    optionDescription: ({ description, argChoices, defaultValue }) => {
      const more = [
        ...(argChoices ? [`${words.choices[language]}: ${argChoices.join(", ")}`] : []),
        ...(typeof defaultValue === "string" ? [`${words.byDefault[language]}: ${defaultValue}`] : []),
      ];
      return more.length > 0 ? `${description} (${more.join("; ")})` : description;
    },
  };
}
