import { z } from 'zod';
import { contextWarnings } from '../../core/passageText';
import { withFurtherMetrics } from '../../core/metrics/furtherPerQuery';
import { scorePerQuery } from '../../core/metrics/perQuery';
import { evaluate, planEvaluation } from '../../experiment/evaluate';
import { untrainedExposure } from '../../experiment/exposure';
import { buildResult } from '../../io/export/result';
import { drain } from '../../experiment/progress';
import { setStage, tokenizeCorpus } from '../../experiment/stage';
import { qrelsLines, runLines } from '../../experiment/trecExport';
import { backendRequest, configuration, dataFormat } from '../../protocol';
import { openBackend, openData, openEncoder } from '../open';
import { commaList, parseOptions } from '../options';
import type { ProgressLine } from '../progress';
import { requireWritable, writeResult, writeText } from '../writeResult';

const schema = z.object({
  encoder: z.string().max(500),
  data: z.string().max(2000),
  format: dataFormat.default('auto'),
  languages: commaList,
  domains: commaList,
  backend: backendRequest.default('auto'),
  vocabulary: configuration.shape.vocabulary,
  'query-prompt': configuration.shape.queryPrompt,
  'passage-prompt': configuration.shape.passagePrompt,
  'passage-text': configuration.shape.passageText,
  post: configuration.shape.post,
  'max-length': z.coerce.number().int().min(8).max(512).default(512),
  out: z.string().optional(),
  run: z.string().optional(),
  'run-depth': z.coerce.number().int().min(1).max(10_000_000).default(100),
  qrels: z.string().optional(),
});

/** Encode, rank, score: `result.json` on stdout or in `--out`. */
export async function evaluateVerb(args: string[], progress: ProgressLine): Promise<void> {
  const text = { type: 'string' } as const;
  const options = parseOptions(
    args,
    {
      encoder: text,
      data: text,
      format: text,
      languages: text,
      domains: text,
      backend: text,
      vocabulary: text,
      'query-prompt': text,
      'passage-prompt': text,
      'passage-text': text,
      post: text,
      'max-length': text,
      out: text,
      run: text,
      'run-depth': text,
      qrels: text,
    },
    schema,
  );
  const started = new Date();
  const encoder = await openEncoder(options.encoder, progress);
  for (const warning of encoder.summary.warnings) progress.say(`warning: ${warning}`);
  const data = await openData(options.data, options.format, progress);
  const scope = { evaluationLanguages: options.languages, targetDomains: options.domains };
  const runDepth = options['run-depth'];
  const { request } = planEvaluation(data, { ...scope, runDepth });
  for (const path of [options.out, options.run, options.qrels]) {
    if (path !== undefined) await requireWritable(path);
  }
  const backend = await openBackend(options.backend);
  progress.say(
    `${data.summary.name}: ${request.queries.length} queries, ${request.candidatePassage.length} candidates, ` +
      `${request.languages.length} languages; ${encoder.summary.name} on ${backend.used}`,
  );
  const config = configuration.parse({
    schema: 'isoglot/configuration@1',
    name: `Evaluation of ${encoder.summary.name} on ${data.summary.name}`.slice(0, 200),
    encoder: encoder.summary.source ?? options.encoder,
    data: data.summary.source ?? options.data,
    format: options.format,
    ...scope,
    maxLength: options['max-length'],
    vocabulary: options.vocabulary,
    queryPrompt: options['query-prompt'],
    passagePrompt: options['passage-prompt'],
    passageText: options['passage-text'],
    post: options.post,
    backend: options.backend,
  });
  const textWarnings = contextWarnings(data.corpus, config.passageText);
  for (const warning of textWarnings) progress.say(`warning: ${warning}`);
  progress.say('Zero-shot as far as Isoglot knows: what the encoder was trained on before is unknown here.');
  const tokenized = await drain(tokenizeCorpus(encoder, data, config), progress.show);
  const stage = setStage(tokenized, config);
  const evaluation = await drain(evaluate(stage, { ...scope, runDepth, post: options.post }), progress.show);
  const result = buildResult({
    isoglot: __ISOGLOT__,
    configuration: config,
    encoder: encoder.summary,
    data: data.summary,
    backend,
    time: {
      started: started.toISOString(),
      seconds: evaluation.seconds,
      textsPerSecond: evaluation.textsPerSecond,
      stepsPerSecond: null,
    },
    evaluation: { ...evaluation, exposure: await untrainedExposure(data, scope) },
    before: null,
    steps: 0,
    warnings: [...textWarnings, ...evaluation.warnings],
    perQuery: withFurtherMetrics(scorePerQuery(evaluation.table, data.corpus.queries), evaluation.table),
  });
  if (options.run) await writeText(options.run, runLines(stage.data.corpus, evaluation.table, runDepth));
  if (options.qrels) await writeText(options.qrels, qrelsLines(stage.data.corpus, evaluation.table));
  await writeResult(result, options.out);
}
