import { mixInWords } from '../../core/batches/mixInWords';
import type { Result, Scores } from '../../protocol';
import type { EncoderDefinition } from '../../core/encoderDefinition';
import { stepWords } from './stepWords';

/**
 * `README.md` of a trained encoder: front matter as a hub reads it, what it was made from and how, its scores before and
 * after, and the configuration that makes it again.
 * @param original `README.md` of the encoder it was made from, for its licence; null where there was none.
 */
export function modelCard(
  result: Result,
  { prompts, maxLength, dimensions }: EncoderDefinition,
  original: string | null,
): string {
  const { configuration, encoder, data, backend, isoglot } = result;
  const base = encoder.source ?? encoder.name;
  const languages = configuration.languages.length > 0 ? configuration.languages : data.languages;
  const named = { ...configuration, encoder: base, data: data.name };
  return `${frontMatter(base, languages, original)}
# ${configuration.name}

A sentence encoder for retrieval in ${languages.join(', ')}: **${base}**, fine-tuned with Isoglot ${isoglot.version} on
${data.name}. ${dimensions} dimensions, texts up to ${maxLength} tokens.

## Use

\`\`\`python
from sentence_transformers import SentenceTransformer

model = SentenceTransformer("path/of/this/folder")
queries = model.encode(["a question"], prompt=${JSON.stringify(prompts.query)}, normalize_embeddings=True)
passages = model.encode(["an answer"], prompt=${JSON.stringify(prompts.passage)}, normalize_embeddings=True)
scores = queries @ passages.T
\`\`\`

## Scores

Mean average precision on ${evaluated(result)}, of the encoder before and after ${result.steps} steps. Monolingual: queries
and passages of one language; cross-lingual: of two; multilingual: one pool of all languages. Rank distance: worst less
best rank of a query's answers in that pool, less is better.

${overall(result)}

${byLanguage(result)}

## Training

| | |
| --- | --- |
| strategy | ${mixInWords(configuration)} |
| steps | ${stepWords(result)} |
| seed | ${result.seed} |
| encoder | ${base}, SHA-256 ${encoder.sha256}${encoder.revision ? `, revision ${encoder.revision}` : ''} |
| data | ${data.name}, SHA-256 ${data.sha256} |
| backend | ${backend.used}${backend.adapter ? `, ${backend.adapter}` : ''} |
| Isoglot | ${isoglot.version}, commit ${isoglot.commit} |
${result.warnings.map((warning) => `\nNote: ${warning}\n`).join('')}
## Configuration

\`npm run -s isoglot -- train --config FILE --out DIR\` with this file trains it again:

\`\`\`json
${JSON.stringify(named, null, 2)}
\`\`\`
`;
}

function frontMatter(base: string, languages: readonly string[], original: string | null): string {
  // In quotes: a bare `no` (Norwegian) is a boolean to YAML.
  const list = (items: readonly string[]) => items.map((item) => `- ${JSON.stringify(item)}`).join('\n');
  const hubId = /^[\w.-]+\/[\w.-]+(?=@|$)/.exec(base)?.[0];
  const licence = /^license:[ \t]*(\S+)[ \t]*$/m.exec(original?.split(/^---$/m)[1] ?? '')?.[1];
  return [
    '---',
    'library_name: sentence-transformers',
    'pipeline_tag: sentence-similarity',
    'tags:',
    list(['sentence-transformers', 'sentence-similarity', 'feature-extraction', 'isoglot']),
    'language:',
    list(languages),
    ...(hubId ? [`base_model: ${JSON.stringify(hubId)}`] : []),
    ...(licence ? [`license: ${licence}`] : []),
    '---',
    '',
  ].join('\n');
}

function evaluated({ configuration, data }: Result): string {
  const { targetDomains } = configuration;
  return targetDomains.length > 0 ? `what was held out, ${targetDomains.join(', ')}` : data.name;
}

const figure = (value: number | null | undefined, decimals = 4) => value?.toFixed(decimals) ?? '-';

function overall({ before, scores }: Result): string {
  const row = (label: string, of: (scores: Scores) => string) =>
    `| ${label} | ${before ? of(before) : '-'} | ${of(scores)} |`;
  return [
    '| | before | after |',
    '| --- | ---: | ---: |',
    row('monolingual', ({ monolingual }) => figure(monolingual.map)),
    row('cross-lingual', ({ crosslingual }) => figure(crosslingual.map)),
    row('multilingual', ({ multilingual }) => figure(multilingual.map)),
    row('rank distance', ({ languageBias }) => figure(languageBias.rankDistance.mean, 1)),
  ].join('\n');
}

function byLanguage({ before, scores }: Result): string {
  const cells = (language: string) =>
    (['monolingual', 'multilingual'] as const).flatMap((setting) =>
      [before, scores].map((of) => figure(of?.[setting].perLanguage[language]?.map)),
    );
  return [
    '| language | monolingual before | after | multilingual before | after |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...Object.keys(scores.monolingual.perLanguage).map(
      (language) => `| ${language} | ${cells(language).join(' | ')} |`,
    ),
  ].join('\n');
}
