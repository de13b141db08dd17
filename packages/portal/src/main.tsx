import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/global.layer.css";
import "./portal.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Portal, ready } from "./portal.tsx";

const place = document.getElementById("portal");
// What the document shows stays until there is more to show, but not for long: then it is told that something is waited for.
const late = new Promise((resolve) => setTimeout(resolve, 1_500));
if (place)
  void Promise.race([ready, late]).then(() =>
    createRoot(place).render(
      <StrictMode>
        <Portal />
      </StrictMode>,
    ),
  );
