/** Of the HTML report: light and dark by the reader's wish, black on white in print. */
export const STYLE = `
:root { --paper: #ffffff; --ink: #1a1d21; --quiet: #596069; --line: #d0d4d9; --muted: #e3e5e8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --ink: #e8eaed; --quiet: #a3abb5; --line: #3a4047; --muted: #2a2f35; }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #999999; --muted: #e3e5e8; }
  table, figure, dl { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible !important; }
}
body { margin: 2rem auto; padding: 0 1rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; border-block: 2px solid var(--ink); }
th, td { padding: 0.25rem 0.6rem; text-align: right; vertical-align: top; }
thead { border-bottom: 1px solid var(--ink); }
tbody th { text-align: left; font-weight: 400; }
tbody tr + tr { border-top: 1px solid var(--line); }
.published, small, .tag, .same, .none, summary { color: var(--quiet); }
.tag { border: 1px solid var(--line); border-radius: 3px; padding: 0 0.3em; font-size: 0.8em; white-space: nowrap; }
.higher, .lower { font-weight: 700; }
td small { white-space: nowrap; } li { overflow-wrap: anywhere; }
figure { margin: 1rem 0; overflow-x: auto; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; }
dt { font-weight: 600; } .facts dt { font-weight: 400; color: var(--quiet); }
dd { margin: 0 0 0.4rem; overflow-wrap: anywhere; } .facts dd { margin: 0; }
pre { font-size: 0.85em; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
