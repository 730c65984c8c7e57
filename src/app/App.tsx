import { Bias } from '../features/bias/Bias';
import { Compose } from '../features/compose/Compose';
import { Consistency } from '../features/consistency/Consistency';
import { Domains } from '../features/domains/Domains';
import { Drop } from '../features/drop/Drop';
import { ExportMenu } from '../features/export/ExportMenu';
import { HeatmapPanel } from '../features/heatmap/HeatmapPanel';
import { DataDialog } from '../features/hub/DataDialog';
import { HubDialog } from '../features/hub/HubDialog';
import { Loading } from '../features/loading/Loading';
import { Loss } from '../features/loss/Loss';
import { MetricCard } from '../features/metrics/MetricCard';
import { Notices } from '../features/notices/Notices';
import { Preview } from '../features/preview/Preview';
import { RunsButton, RunsDialog } from '../features/runs/Runs';
import { Shortcuts } from '../features/shortcuts/Shortcuts';
import { FurtherData } from '../features/status/FurtherData';
import { Status } from '../features/status/Status';
import { StorageDialog } from '../features/storage/StorageDialog';
import { StudyButton } from '../features/study/StudyButton';
import { StudyDialog } from '../features/study/StudyDialog';
import { Transport } from '../features/transport/Transport';
import { Trend } from '../features/trend/Trend';
import { useRun, useView, WorkbenchProvider, type Workbench } from '../features/workbench';
import { Tabs } from '../ui';
import { useShortcuts } from './useShortcuts';
import { useTheme } from './useTheme';
import './theme.css';
import styles from './App.module.css';

/** The whole page on the given stores and commands. */
export function App({ workbench }: { workbench: Workbench }) {
  return (
    <WorkbenchProvider value={workbench}>
      <Page />
    </WorkbenchProvider>
  );
}

/** One panel per feature, laid out as an instrument. */
function Page() {
  useTheme();
  useShortcuts();
  const measured = useRun((run) => run.evaluations.length > 0);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Status tools={<StudyButton />} />
      </header>
      <main className={styles.bench}>
        <div className={styles.heatmap}>
          <HeatmapPanel loading={<Loading />} />
        </div>
        <div className={styles.bias}>
          <Side />
        </div>
        <div className={styles.charts}>
          <Loss />
          <Trend />
        </div>
        <div className={styles.controls}>
          <Compose furtherData={<FurtherData />} />
          <Preview />
        </div>
      </main>
      <footer className={styles.transport}>
        <Transport
          // Until there are figures, the heatmap's place shows what is under way.
          loading={measured && <Loading limit={1} />}
          menus={
            <>
              <RunsButton />
              <ExportMenu />
            </>
          }
        />
      </footer>
      <Notices />
      <MetricCard />
      <RunsDialog />
      <StudyDialog />
      <HubDialog />
      <DataDialog />
      <StorageDialog />
      <Shortcuts />
      <Drop />
    </div>
  );
}

const SIDES = [
  { id: 'bias', title: 'Bias', content: <Bias /> },
  { id: 'consistency', title: 'Consistency', content: <Consistency /> },
  { id: 'domains', title: 'Domains', content: <Domains /> },
] as const;

/** What stands beside the heatmap: one of three panels. */
function Side() {
  const side = useView((view) => view.side);
  const set = useView((view) => view.set);
  return (
    <Tabs label="Beside the heatmap" selected={side} tabs={SIDES} onSelect={(id) => set({ side: id })} />
  );
}
