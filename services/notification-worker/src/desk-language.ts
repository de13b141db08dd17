import type { Language } from "@saihan/domain";

/** In which language the provider's staff are written to: our own choice, the provider is a Japanese company. */
export const deskLanguage: Language = "ja";
