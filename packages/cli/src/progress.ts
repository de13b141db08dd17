import type { Paint } from "./table.ts";

export interface Progress {
  step(done: number, failed: number): void;
  end(): void;
}

/** A bar on a terminal; nothing where nobody looks. */
export function progressBar(
  err: { isTTY?: boolean; write(text: string): unknown },
  total: number,
  label: string,
  paint: Paint,
): Progress {
  if (!err.isTTY) return { step: () => {}, end: () => {} };
  const width = 30;
  let [done, failed] = [0, 0];
  const draw = () => {
    const full = total === 0 ? width : Math.min(width, Math.round((done / total) * width));
    const bar = paint("green", "█".repeat(full)) + "░".repeat(width - full);
    err.write(`\r  ${bar}  ${label} ${done}/${total}${failed > 0 ? `  ${paint("red", `✗ ${failed}`)}` : ""}\u001b[K`);
  };
  draw();
  const timer = setInterval(draw, 100);
  return {
    step: (nowDone, nowFailed) => {
      [done, failed] = [nowDone, nowFailed];
    },
    end: () => {
      clearInterval(timer);
      err.write("\r\u001b[K");
    },
  };
}
