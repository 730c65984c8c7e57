export const HELP = `isoglot: multilingual retrieval experiments without a browser

  npm run -s isoglot -- <verb> [options]        progress on stderr, the result on stdout or in --out

evaluate   encode, rank, score
  --encoder DIR|NAME     encoder directory, or a bundled name (isoglot-nano)
  --encoder ID[@REV]     encoder of a hub (organisation/name), downloaded once; --encoder https://.. a folder
  --data PATH|NAME       file or directory, or a bundled name (isoglot-qa)
  --data ID[@REV][#F,..] data set of a hub (organisation/name), downloaded once, without training splits unless F says
                         so: files or folders of it, * for any characters; --data https://.. a file, ZIP or not
  --format F             auto (default), isoglot-qa, xquad-r, mlqa-r, squad, beir, miracl, mteb, jsonl, tsv, parquet
  --languages en,de,..   only these languages, of queries and passages alike
  --domains law,..       only these domains
  --backend B            auto (default), wasm, cpu, webgpu
  --max-length N         longest text in tokens (default: the encoder's own limit)
  --query-prompt TEXT, --passage-prompt TEXT
                         put before texts (default: what the encoder's files say)
  --passage-text T       sentence (default), or sentence-context: with its whole paragraph behind it
  --post T               none (default), centering, lir-1, lir-2 or whitening: treats the embeddings before
                         they are ranked, without training or labels
  --vocabulary V         full (default), or corpus: keep the pieces that the data uses
  --out FILE.json        result (default: stdout)
  --run FILE.trec        the rankings as a TREC run; --run-depth N: the first N of each (default 100)
  --qrels FILE.trec      the relevance judgments that belong to it

train      one run: train, evaluate before, during and after
  --config FILE.json     configuration: a preset of public/presets/ or one exported by the page
  --out DIR              result.json, history.jsonl, checkpoint/, encoder/
  --resume DIR           go on from the checkpoint in DIR
  --encoder, --data, --backend   instead of the configuration's

study      a grid of runs (strategies x adaptations x held-out folds x seeds)
  --config FILE.json     the study: see docs/study.md
  --out DIR              report.html, .md, .tex, tables/, study.json, runs/; what is done there is skipped, what was
                         broken off goes on, also with --out alone
  --plan                 only count the runs, check each, and measure how long they will take
  --report               only write the report of what is done

batches    draw N batches and count what was drawn
  --config FILE.json
  --count N              default 1000
  --out FILE.json

score      metrics of a TREC run without a model, by trec_eval's rules
  --run FILE --qrels FILE
  --metrics map,ndcg@10  map, map@K, ndcg, ndcg@K, mrr, mrr@K, p@K, recall@K, hit@K, bpref
  --per-query            every query's figures beside the means
  --judged-only          means over judged queries that the run has (default)
  --complete             a judged query that the run lacks counts as 0
  --out FILE.json

compare A.json B.json    two results: differences in mAP per setting, language and pair (B less A), with a bootstrap
                         interval, the randomisation test's p and Holm's correction; Markdown on stdout
  --json                 JSON instead, with paired t, Wilcoxon and Benjamini-Hochberg too
  --metrics LIST         besides map: ndcg@10, mrr@10, recall@1, hit@1, rankDistance
  --level 0.95           of the interval; 1 - level is what a corrected p is held against
  --rounds N             of the test and of the bootstrap (default 10000); --seed N
  --anyway               also results on different data: the queries that both have
  --out FILE

report A.json [B.json ..]   results side by side, one row for those that differ only in their seed; marks by the
                         randomisation test against the first (one result: against its untouched encoder)
  --format F             md (default), csv, csv-long (every score, one a line), latex (booktabs), html (stands alone)
  --published            published figures on the same data (XQuAD-R, MLQA-R, MIRACL) in the same tables
  --level 0.95, --rounds N, --seed N   as for compare
  --anyway               also results on different data: their rows say so
  --out FILE

Downloads are kept in ISOGLOT_CACHE, else XDG_CACHE_HOME/isoglot, else ~/.cache/isoglot; ISOGLOT_HUB names
another hub than https://huggingface.co.

Exit codes: 0 done; 2 what was typed or read is wrong; 1 anything else; 130 interrupted (what was done is saved).
`;
