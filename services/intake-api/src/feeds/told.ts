import type { NoticeContent } from "@saihan/db";
import type { Language } from "@saihan/domain";

const labels = {
  symptom: { ja: "事象", en: "Symptom" },
  workaround: { ja: "回避策", en: "Workaround" },
  impact: { ja: "影響", en: "Impact" },
} as const;

/** What an update says, paragraph by paragraph. */
export function told(content: NoticeContent, language: Language): string[] {
  const parts = (["symptom", "workaround", "impact"] as const).flatMap((part) => {
    const said = content[part]?.[language];
    return said ? [`${labels[part][language]}: ${said}`] : [];
  });
  return [content.text[language], ...parts];
}
