#!/usr/bin/env node
// Runs the command from its sources, as everything in this repository.
import { register } from "tsx/esm/api";

register();
await import("../src/main.ts");
