import { useMemo } from 'react';
import { ErrorBar, Line, ReferenceLine } from 'recharts';
import type { EvaluationEvent, Validation } from '../../protocol';
import { plannedSteps } from '../../state/run';
import { Chart, ChartKey, Dot, format, Panel, Term } from '../../ui';
import { useExplain, useRun, useSetup } from '../workbench';

const LINES = [
  { key: 'monolingual', label: 'mono', colour: 'var(--mono)', shape: 'round', mark: '●', dash: undefined },
  { key: 'crosslingual', label: 'cross', colour: 'var(--cross)', shape: 'diamond', mark: '◆', dash: '6 2' },
  { key: 'multilingual', label: 'multi', colour: 'var(--multi)', shape: 'square', mark: '■', dash: '2 2' },
] as const;

type Point = { step: number } & Pick<EvaluationEvent, 'intervals' | 'validation'> &
  Record<(typeof LINES)[number]['key'], number | null>;

/** mAP of the three settings at every evaluation. */
export function Trend() {
  const evaluations = useRun((run) => run.evaluations);
  const planned = useRun(plannedSteps);
  const drafted = useSetup((setup) => setup.draft.steps);
  const explain = useExplain();
  const points = useMemo(() => pointsOf(evaluations), [evaluations]);
  const last = points.at(-1);
  const best = evaluations.at(-1)?.best;
  const words = last && LINES.map(({ key, label }) => `${label} ${said(last, key)}`).join(', ');
  return (
    <Panel
      title="Over steps"
      badge={<Term onPress={() => explain('map')}>mAP</Term>}
      actions={<ChartKey entries={LINES.map(({ label, colour, mark }) => ({ label, colour, mark }))} />}
    >
      <Chart<Point>
        label={
          last
            ? `mAP over steps; step ${last.step}: ${words}${best ? `; best step ${best.step}` : ''}`
            : 'mAP over steps, empty'
        }
        data={points}
        xEnd={Math.max(planned ?? drafted, last?.step ?? 0)}
        {...axis(points)}
        formatY={(value) => format.score(value, 2)}
        describe={(point) => (
          <>
            step {format.count(point.step)}
            {LINES.map(({ key, label }) => (
              <span key={key}>
                <br />
                {label} {said(point, key)}
              </span>
            ))}
            {point.validation && (
              <>
                <br />
                kept paragraphs: {validationWords(point.validation)}
              </>
            )}
            {point.step === best?.step && (
              <>
                <br />
                best by {best.by}: {best.value.toPrecision(4)}
              </>
            )}
          </>
        )}
        blank={points.length === 0 && 'Each evaluation adds a point.'}
      >
        {best && (
          <ReferenceLine
            x={best.step}
            stroke="var(--ink-soft)"
            strokeDasharray="1 3"
            label={{ value: 'best', position: 'insideTopLeft', fill: 'var(--ink-soft)', fontSize: 10.5 }}
          />
        )}
        {LINES.map(({ key, colour, shape, dash }) => (
          <Line
            key={key}
            dataKey={key}
            stroke={colour}
            strokeWidth={1.6}
            strokeDasharray={dash}
            isAnimationActive={false}
            activeDot={false}
            dot={({ key: at, cx, cy }: { key?: React.Key | null; cx?: number; cy?: number }) => (
              <Dot key={at} cx={cx} cy={cy} colour={colour} shape={shape} size={3.2} />
            )}
          >
            <ErrorBar
              dataKey={(point: Point) => arms(point, key)}
              width={3}
              stroke={colour}
              strokeWidth={1}
              opacity={0.75}
              isAnimationActive={false}
            />
          </Line>
        ))}
      </Chart>
    </Panel>
  );
}

/** By steps: the last evaluation may be of an earlier step, that of the best encoder, in the place of the one there. */
function pointsOf(evaluations: readonly EvaluationEvent[]): Point[] {
  const byStep = new Map(evaluations.map((evaluation) => [evaluation.step, pointOf(evaluation)]));
  return [...byStep.values()].sort((a, b) => a.step - b.step);
}

function validationWords({ loss, map }: Validation): string {
  return [
    loss === null ? '' : `loss ${loss.toFixed(4)}`,
    map.multi === null ? '' : `multi ${format.score(map.multi)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function pointOf({ step, scores, intervals, validation }: EvaluationEvent): Point {
  return {
    step,
    intervals,
    validation,
    monolingual: scores.monolingual.map,
    crosslingual: scores.crosslingual.map,
    multilingual: scores.multilingual.map,
  };
}

/** How far the interval reaches below and above the figure. */
function arms(point: Point, key: (typeof LINES)[number]['key']): [number, number] | [] {
  const [value, interval] = [point[key], point.intervals?.[key].map];
  return value === null || !interval ? [] : [value - interval.low, interval.high - value];
}

/** The figure, and its interval. */
function said(point: Point, key: (typeof LINES)[number]['key']): string {
  const value = point[key];
  if (value === null) return 'not measured';
  const interval = point.intervals?.[key].map;
  const bounds = interval ? ` (${format.bounds(interval, point.intervals!.level)})` : '';
  return format.score(value) + bounds;
}

/** A quarter, a half, three or all: the least that holds every point, in round parts. */
function axis(points: Point[]): { yEnd: number; yParts: number } {
  const ends = points.flatMap((point) =>
    LINES.map(({ key }) => point.intervals?.[key].map?.high ?? point[key] ?? 0),
  );
  const high = Math.max(0, ...ends);
  if (high <= 0.25) return { yEnd: 0.25, yParts: 5 };
  if (high <= 0.5) return { yEnd: 0.5, yParts: 5 };
  return high <= 0.75 ? { yEnd: 0.75, yParts: 3 } : { yEnd: 1, yParts: 4 };
}
