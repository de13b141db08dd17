import "@mantine/core/styles.css";
import "./portal.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Portal } from "./portal.tsx";

const place = document.getElementById("portal");
if (place)
  createRoot(place).render(
    <StrictMode>
      <Portal />
    </StrictMode>,
  );
