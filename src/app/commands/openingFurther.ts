import { IsoglotError } from '../../core/errors';
import { isSameData } from '../../core/sameData';
import { sourceOf } from '../../io/hub/origin';
import type { KeptSource, NamedData } from '../../protocol';
import type { Commands } from '../../state/commands';
import { isLive } from '../../state/run';
import { BUNDLED, openSet } from '../../state/session';
import { MAX_FURTHER } from '../../state/setup';
import { isStudying } from '../../state/study';
import { guarded, opening, refuseWhileBusy, type CommandContext } from './context';

/** Data sets that are trained on beside the one on the bench. */
export function furtherCommands(context: CommandContext): Pick<Commands, 'openFurther'> {
  return { openFurther: (source, fills) => openFurther(context, source, fills) };
}

/** Opens a further data set in the worker, and puts it into the draft unless it is there under that name. */
export async function openFurther(
  context: CommandContext,
  source: KeptSource,
  fills?: NamedData,
): Promise<void> {
  await opening(context, 'further', () => take(context, source, fills));
}

/** Opens those of the named sets that need nobody: what comes with Isoglot or was downloaded before. */
export async function openNamed(context: CommandContext, named: readonly NamedData[]): Promise<void> {
  const { session } = context.stores;
  await opening(context, 'further', async () => {
    for (const one of named) {
      const source = openSet(session.getState(), one) ? null : ownSource(context, one);
      if (source) await guarded(context, () => take(context, source, one));
    }
  });
}

/** @throws IsoglotError while a run goes on, and where the set cannot be read; all stays as it was then. */
async function take(context: CommandContext, source: KeptSource, fills?: NamedData): Promise<void> {
  refuseWhileBusy(context);
  const { session, setup } = context.stores;
  const asked = setup.getState().draft.moreData;
  if (!fills && asked.length >= MAX_FURTHER) throw tooMany();
  const format = fills?.format ?? 'auto';
  const taken = asked.map(({ data }) => data);
  const set = await context.lab.openFurther(source, format, taken);
  session.setState(({ further }) => ({
    further: [...further.filter((one) => !isSameData(one, set)), set],
  }));
  const { notify } = session.getState();
  for (const what of set.summary.warnings) notify('warning', { code: 'bad-file', what, where: set.data });
  const { draft, change, renameFurther } = setup.getState();
  const { data } = set;
  if (fills) renameFurther(fills, { data, format });
  else if (draft.moreData.some((one) => isSameData(one, set)))
    notify('info', { code: 'bad-configuration', what: `${data} is trained on already.` });
  else change({ moreData: [...draft.moreData, { data, format, weight: 1 }] });
}

/** Where a named set can be had without anybody's help; null where it must be shown. */
export function ownSource({ stores }: CommandContext, { data }: NamedData): KeptSource | null {
  if (data === BUNDLED.data) return { kind: 'bundled', name: data };
  const kept = stores.kept
    .getState()
    .data?.find(({ plan, complete }) => complete && plan !== null && sourceOf(plan.origin) === data);
  return kept ? { kind: 'kept', key: kept.key } : null;
}

/** Opens what the draft comes to name, after a reload as well; what failed is not tried again by itself. */
export function openFurtherAsDrafted(context: CommandContext): void {
  const { setup, session, kept, run, study } = context.stores;
  const tried: NamedData[] = [];

  async function look(): Promise<void> {
    const { data, opening: underWay } = session.getState();
    const isBusy = underWay.further || isLive(run.getState().status) || isStudying(study.getState());
    if (isBusy || !data) return;
    const { moreData } = setup.getState().draft;
    const wanted = moreData.filter(
      (one) =>
        !openSet(session.getState(), one) &&
        !tried.some((other) => isSameData(other, one)) &&
        ownSource(context, one) !== null,
    );
    if (wanted.length === 0) return;
    tried.push(...wanted);
    await openNamed(context, wanted);
  }

  const later = () => void guarded(context, look);
  for (const store of [setup, session, kept, run, study]) store.subscribe(later);
}

function tooMany(): IsoglotError {
  return new IsoglotError({
    code: 'bad-configuration',
    what: `At most ${MAX_FURTHER} further data sets are trained on.`,
    remedy: 'Take one out first.',
  });
}
