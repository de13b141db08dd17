import { createTheme, type MantineColorsTuple, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { OutsidePage, outsideAddress } from "./outside/outside.tsx";
import { router } from "./router.tsx";
import { queries, surelyNobody, whoIAm } from "./session/me.ts";
import { Gate } from "./shell/gate.tsx";

const saihan: MantineColorsTuple = [
  ...(["#eaf3fd", "#d3e4f6", "#a4c8ee", "#72aae6", "#4a90df", "#317fda"] as const),
  ...(["#0b5cad", "#0a5199", "#084684", "#063a6f"] as const),
];

const theme = createTheme({
  primaryColor: "saihan",
  primaryShade: { light: 6, dark: 6 },
  colors: { saihan },
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "inherit",
  headings: { fontFamily: "inherit" },
  focusRing: "auto",
  respectReducedMotion: true,
  // Locking the page behind a dialog writes a style without a nonce, which the policy refuses.
  components: { Modal: { defaultProps: { lockScroll: false } } },
});

/** The screen is on its way while the API tells who is there. */
export const ready: Promise<unknown> = surelyNobody ? Promise.resolve() : Promise.all([whoIAm(), router.load()]);

/** The styles that the components make as they go bear the nonce of the document. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

export function Portal() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        {outsideAddress === undefined ? (
          <Gate>
            <RouterProvider router={router} />
          </Gate>
        ) : (
          <OutsidePage address={outsideAddress} />
        )}
      </QueryClientProvider>
    </MantineProvider>
  );
}
