import { Text } from "@mantine/core";
import { useFormats } from "./format.ts";

export interface Bar {
  /** YYYY-MM. */
  month: string;
  /** Yen. */
  amount: number;
  /** Not final yet. */
  estimate: boolean;
}

const [width, height, foot] = [640, 200, 26];

/** Amounts of months as bars, oldest left. What it shows stands in a table beside it, too. */
export function Bars({ bars, label, lead }: { bars: readonly Bar[]; label: string; lead: string }) {
  const { yen, shortMonth } = useFormats();
  const shown = bars.slice(-13);
  const most = Math.max(1, ...shown.map(({ amount }) => amount));
  const step = width / Math.max(6, shown.length);
  return (
    <figure className="bars">
      <svg viewBox={`0 0 ${width} ${height + foot}`} role="img" aria-label={label}>
        <defs>
          <pattern id="hatched" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="4" height="8" className="bar" />
          </pattern>
        </defs>
        {shown.map(({ month, amount, estimate }, n) => {
          const tall = Math.max(1, Math.round(((height - 24) * Math.max(0, amount)) / most));
          const middle = n * step + step / 2;
          return (
            <g key={month}>
              <title>{`${month}: ${yen(amount)}`}</title>
              <rect
                x={n * step + step * 0.18}
                y={height - tall}
                width={step * 0.64}
                height={tall}
                rx="3"
                className={estimate ? "bar-estimate" : "bar"}
              />
              {shown.length < 8 && (
                <text className="value" x={middle} y={height - tall - 7} textAnchor="middle">
                  {yen(amount)}
                </text>
              )}
              <text x={middle} y={height + 18} textAnchor="middle">
                {shortMonth(month)}
              </text>
            </g>
          );
        })}
        <line x1="0" x2={width} y1={height} y2={height} className="axis" />
      </svg>
      <Text component="figcaption" size="sm" c="dimmed">
        {lead}
      </Text>
    </figure>
  );
}
