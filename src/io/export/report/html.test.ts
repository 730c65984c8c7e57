// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { exampleResult } from '../../testing/exampleResult';
import { reportHtml } from './html';
import { runReport } from './runReport';

const HOSTILE = '<img src=x onerror=alert(1)>"\'&</title></style></pre><script>alert(2)</script>';

describe('a report as HTML', () => {
  const base = exampleResult({ warnings: ['Mind the gap.'] });
  const shown = (result = base) => {
    const html = reportHtml(runReport(result), [{ name: result.configuration.name, result }]);
    return { html, page: new DOMParser().parseFromString(html, 'text/html') };
  };

  it('shows figures, heatmap, fingerprints, configuration, warnings and meanings', () => {
    const { page } = shown();
    const text = page.body.textContent;
    for (const part of ['0.3750', 'd0d0d0d0d0d0d0', 'e5e5', 'Mind the gap.', '"batchSize": 32', 'RankC']) {
      expect(text).toContain(part);
    }
    const cells = [...page.querySelectorAll('svg text')].map((node) => node.textContent);
    // Queries by passages: de-de .5, de-en .2, en-de .1, en-en .25.
    expect(cells).toEqual(expect.arrayContaining(['.500', '.200', '.100', '.250']));
  });

  it('needs nothing from elsewhere and runs nothing', () => {
    const { html, page } = shown();
    expect(page.querySelectorAll('script, link, img, iframe, object, [src], [href]')).toHaveLength(0);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
    expect(page.querySelector('meta[http-equiv]')!.getAttribute('content')).toContain("default-src 'none'");
  });

  it('lets no text of a file become markup', () => {
    const hostile = exampleResult({
      configuration: { ...base.configuration, name: HOSTILE, targetDomains: [HOSTILE] },
      encoder: { ...base.encoder, name: HOSTILE, revision: HOSTILE, sha256: HOSTILE },
      data: {
        ...base.data,
        name: HOSTILE,
        format: HOSTILE,
        languages: [HOSTILE],
        queries: { [HOSTILE]: 1 },
        candidates: { [HOSTILE]: 1 },
      },
      backend: { ...base.backend, adapter: HOSTILE, reason: HOSTILE },
      isoglot: { version: HOSTILE, commit: HOSTILE },
      time: { ...base.time, started: HOSTILE },
      warnings: [HOSTILE],
      before: base.scores,
    });
    const { page } = shown(hostile);
    const clean = shown({ ...base, before: base.scores }).page;
    const names = (document: Document) =>
      new Set([...document.querySelectorAll('*')].map(({ tagName }) => tagName));
    expect(page.querySelectorAll('script, img')).toHaveLength(0);
    expect([...names(page)].filter((name) => !names(clean).has(name))).toEqual([]);
    for (const node of page.querySelectorAll('*')) {
      expect([...node.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([]);
    }
    expect(page.title).toBe(HOSTILE);
    expect(page.querySelector('h3')!.textContent).toBe(HOSTILE);
  });

  it('gives several heatmaps ids of their own', () => {
    const named = ['A', 'B'].map((name) => ({ name, result: base }));
    const page = new DOMParser().parseFromString(reportHtml(runReport(base), named), 'text/html');
    const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(4);
  });
});
