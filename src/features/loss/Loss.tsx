import { useMemo, useState } from 'react';
import { Line } from 'recharts';
import { plannedSteps } from '../../state/run';
import { Chart, ChartKey, Choice, Dot, doubling, format, Panel, Term } from '../../ui';
import { useExplain, useRun, useSetup } from '../workbench';
import { lossSeries, ofTerm, termNames, WHOLE, type LossPoint } from './series';

/** More points than pixels would only cost time. */
const POINTS = 400;
/** Dots of longer runs would hide each other. */
const DOTS = 200;

/** The training loss: every batch in the colour of its kind, raw faint, smoothed strong. */
export function Loss() {
  const all = useRun((run) => run.steps);
  const planned = useRun(plannedSteps);
  const drafted = useSetup((setup) => setup.draft.steps);
  const explain = useExplain();
  const names = termNames(all);
  const [chosen, choose] = useState(WHOLE);
  // Another run may lack the term.
  const term = names.includes(chosen) ? chosen : WHOLE;
  const steps = useMemo(() => ofTerm(all, term), [all, term]);
  const points = useMemo(() => lossSeries(steps, POINTS), [steps]);
  const end = useMemo(() => doubling(highest(steps), 2), [steps]);
  const last = points.at(-1);
  const hasMixed = points.some(({ kind }) => kind === 'mixed');
  const dots = steps.length <= DOTS;
  return (
    <Panel
      title="Loss"
      badge={
        <>
          <Term onPress={() => explain('loss')}>InfoNCE</Term>
          {last ? ` ${last.smoothed.toFixed(3)}` : ''}
        </>
      }
      actions={
        <>
          {names.length > 0 && (
            <Choice
              label="Term of the loss"
              value={term}
              options={[
                { value: WHOLE, label: 'all terms', description: 'The weighted sum that is trained by.' },
                ...names.map((name) => ({ value: name, label: name })),
              ]}
              onChange={choose}
            />
          )}
          <ChartKey
            entries={[
              ...KINDS.filter(({ kind }) => kind !== 'mixed' || hasMixed).map(({ kind, mark }) => ({
                ...{ label: kind, colour: `var(--${kind})`, mark },
              })),
              { label: 'smoothed', colour: 'var(--ink)', mark: '━' },
            ]}
          />
        </>
      }
    >
      <Chart<LossPoint>
        label={
          last ? `Loss over steps; step ${last.step}: ${last.loss.toFixed(3)}` : 'Loss over steps, empty'
        }
        data={points}
        xEnd={Math.max(planned ?? drafted, last?.step ?? 0)}
        yEnd={end}
        formatY={(value) => value.toFixed(end < 4 ? 1 : 0)}
        describe={(point) => (
          <>
            step {format.count(point.step)} · {point.kind}
            <br />
            loss {point.loss.toFixed(4)}, smoothed {point.smoothed.toFixed(4)}
          </>
        )}
        blank={points.length === 0 && 'The curve begins with the first step.'}
      >
        <Line dataKey="loss" stroke="var(--line-strong)" strokeOpacity={0.4} strokeWidth={1} {...STILL} />
        {KINDS.map(({ kind, shape }) => (
          <Line
            key={kind}
            dataKey={kind}
            {...STILL}
            stroke="none"
            dot={
              dots &&
              (({ key, cx, cy }: { key?: React.Key | null; cx?: number; cy?: number }) => (
                <Dot key={key} cx={cx} cy={cy} colour={`var(--${kind})`} shape={shape} />
              ))
            }
          />
        ))}
        <Line dataKey="smoothed" stroke="var(--ink)" strokeWidth={1.8} {...STILL} />
      </Chart>
    </Panel>
  );
}

const STILL = { dot: false, activeDot: false, isAnimationActive: false } as const;
const KINDS = [
  { kind: 'mono', mark: '●', shape: 'round' },
  { kind: 'cross', mark: '◆', shape: 'diamond' },
  { kind: 'mixed', mark: '■', shape: 'square' },
] as const;

function highest(steps: readonly { loss: number }[]): number {
  return steps.reduce((high, { loss }) => Math.max(high, loss), 0);
}
