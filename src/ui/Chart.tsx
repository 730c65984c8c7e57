import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { CartesianGrid, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ticks, wholeTicks } from './scale';
import styles from './Chart.module.css';

interface ChartProps<T extends { step: number }> {
  /** Accessible name: what is drawn and its newest value. */
  label: string;
  data: T[];
  /** Right and upper end of the axes; both begin at 0 and stay. */
  xEnd: number;
  yEnd: number;
  /** How many intervals the upright axis has. */
  yParts?: number;
  formatY: (value: number) => string;
  /** What the hint under the pointer says. */
  describe: (point: T) => ReactNode;
  /** `<Line>`s. */
  children: ReactNode;
  /** Instead of lines, while there are none; the axes stay. */
  blank?: ReactNode;
}

const TICK = { fill: 'var(--ink-soft)', fontSize: 10.5 };

/** Axes, grid and pointer hint of a small line chart. Nothing moves but the data. */
export function Chart<T extends { step: number }>(props: ChartProps<T>) {
  const { label, data, xEnd, yEnd, yParts, formatY, describe, children, blank } = props;
  const figure = useRef<HTMLElement>(null);
  useNoTabStops(figure);
  return (
    <figure ref={figure} className={styles.chart} role="group" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%" minWidth={0} minHeight={0}>
        <LineChart
          // Without a point there would be no axes; this one lies on no line.
          data={data.length > 0 ? data : [{ step: 0 } as T]}
          margin={{ top: 6, right: 10, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          role="presentation"
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            dataKey="step"
            type="number"
            domain={[0, xEnd]}
            ticks={wholeTicks(xEnd)}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: 'var(--line-strong)' }}
            height={20}
          />
          <YAxis
            type="number"
            domain={[0, yEnd]}
            ticks={ticks(yEnd, yParts)}
            allowDataOverflow
            tickFormatter={formatY}
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={34}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)', strokeWidth: 1 }}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as T | undefined;
              return active && point && data.length > 0 ? (
                <div className={styles.hint}>{describe(point)}</div>
              ) : null;
            }}
          />
          {children}
        </LineChart>
      </ResponsiveContainer>
      {blank && (
        <div className={styles.blank}>
          <span>{blank}</span>
        </div>
      )}
    </figure>
  );
}

/**
 * Takes the layers of a chart out of the tab order. Recharts draws them through React portals, React listens for focus
 * on every portal, and Chromium lets the keyboard stop at any SVG element that listens for focus.
 */
function useNoTabStops(figure: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = figure.current;
    if (!root) return;
    const clear = () => {
      for (const layer of root.querySelectorAll('[class*=recharts-zIndex-layer]:not([tabindex])'))
        layer.setAttribute('tabindex', '-1');
    };
    clear();
    const observer = new MutationObserver(clear);
    observer.observe(root, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [figure]);
}

interface DotProps {
  cx?: number;
  cy?: number;
  colour: string;
  shape: 'round' | 'diamond' | 'square';
  size?: number;
}

/** A point of a line; the shape says the same as the colour. */
export function Dot({ cx, cy, colour, shape, size = 2.2 }: DotProps) {
  if (cx === undefined || cy === undefined || Number.isNaN(cy)) return null;
  if (shape === 'round') return <circle cx={cx} cy={cy} r={size} fill={colour} />;
  const side = size * 1.8;
  return (
    <rect
      x={cx - side / 2}
      y={cy - side / 2}
      width={side}
      height={side}
      fill={colour}
      transform={shape === 'diamond' ? `rotate(45 ${cx} ${cy})` : undefined}
    />
  );
}

/** Names of the lines, with their mark. */
export function ChartKey({ entries }: { entries: { label: ReactNode; colour: string; mark: string }[] }) {
  return (
    <ul className={styles.key}>
      {entries.map(({ label, colour, mark }, index) => (
        <li key={index}>
          <span aria-hidden="true" style={{ color: colour }}>
            {mark}
          </span>{' '}
          {label}
        </li>
      ))}
    </ul>
  );
}
