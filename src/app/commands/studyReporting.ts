import { zipOf } from '../../io/export/zip';
import type { ProgressEvent } from '../../protocol';
import type { Commands, StudyReportKind } from '../../state/commands';
import type { CommandContext } from './context';
import { download } from './download';
import { attemptOn } from './keptStudies';

/** A report that is there sooner is not announced. */
const ANNOUNCE_MS = 1000;

/** The report of the study in sight: looked at, or saved. */
export function reportingCommands(
  context: CommandContext,
): Pick<Commands, 'reportStudy' | 'exportStudyReport' | 'cancelReport'> {
  const { reporter, stores } = context;
  const { study } = stores;

  async function files(): Promise<Map<string, string>> {
    const key = study.getState().queue?.key ?? '';
    let latest: ProgressEvent | null = null;
    let announced = false;
    const announce = () => {
      announced = true;
      study.setState({ reporting: latest });
    };
    const timer = setTimeout(announce, ANNOUNCE_MS);
    try {
      return await reporter.studyReport(key, (event) => {
        latest = event;
        if (announced) announce();
      });
    } finally {
      clearTimeout(timer);
      study.setState({ reporting: null });
    }
  }

  return {
    async reportStudy() {
      let page: string | null = null;
      await attemptOn(context, async () => {
        page = (await files()).get('report.html') ?? null;
      });
      return page;
    },
    exportStudyReport: (kind) =>
      attemptOn(context, async () => download(reportBlob(await files(), kind), `isoglot-study-${kind}`)),
    async cancelReport() {
      reporter.cancel();
    },
  };
}

/** One file of the report; the tables are many, so they come as an archive. */
function reportBlob(files: ReadonlyMap<string, string>, kind: StudyReportKind): Blob {
  const type = TYPES[kind];
  if (kind !== 'tables.zip') return new Blob([files.get(kind)!], { type });
  const tables = [...files].filter(([path]) => path.startsWith('tables/'));
  return zipOf(tables.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })));
}

const TYPES: Record<StudyReportKind, string> = {
  'report.html': 'text/html',
  'report.md': 'text/markdown',
  'report.tex': 'application/x-tex',
  'tables.zip': 'application/zip',
};
