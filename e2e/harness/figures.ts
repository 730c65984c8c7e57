import type {
  BatchPreview,
  DataSummary,
  EncoderSummary,
  EvaluationEvent,
  Inspection,
  StepEvent,
} from '../../src/protocol';

/** Made-up figures of a plausible shape; nothing of them reaches the product. */
export const LANGUAGES = 'ar de el en es hi ru th tr vi zh'.split(' ');
const DOMAINS =
  'arts astronomy biology computing economics food geography history language law medicine sports'.split(' ');

/** A number of [0, 1) that depends on nothing but its arguments. */
function noise(...keys: number[]): number {
  const value =
    Math.sin(keys.reduce((sum, key, i) => sum + (key + 1) * (12.9898 + 7.233 * i), 0)) * 43758.5453;
  return value - Math.floor(value);
}

const each = <T>(make: (language: string, index: number) => T): Record<string, T> =>
  Object.fromEntries(LANGUAGES.map((language, index) => [language, make(language, index)]));

export const encoder: EncoderSummary = {
  name: 'isoglot-nano',
  sha256: '3f6e0c51a2b94d7788aa90137cb2f1e04455aa6bb0cc1dd2ee3ff4a5b6c7d8e9',
  revision: null,
  parameters: 4_812_288,
  vocabulary: 16_384,
  dimensions: 128,
  layers: 3,
  bytes: 19_400_000,
  warnings: [],
};

export const data: DataSummary = {
  name: 'isoglot-qa',
  sha256: '9a1b2c3d4e5f60718293a4b5c6d7e8f901234567890abcdef1234567890abcde',
  format: 'isoglot-qa',
  languages: LANGUAGES,
  domains: DOMAINS,
  queries: each(() => 240),
  candidates: each(() => 480),
  questionsPerDomain: Object.fromEntries(DOMAINS.map((domain) => [domain, 20])),
  warnings: ['th: 2 sentences without text were left out'],
};

export function step(number: number): StepEvent {
  const kind = noise(number, 3) < 0.5 ? 'mono' : 'cross';
  const ease = kind === 'mono' ? 0 : 0.45;
  return {
    seq: 2 * number,
    type: 'step',
    step: number,
    loss: 0.7 + ease + 1.9 * Math.exp(-number / 28) + 0.35 * (noise(number, 1) - 0.5),
    gradientNorm: 1.2,
    learningRate: 1e-4,
    batch: { kind, pairs: {} },
    seconds: 0.32,
  };
}

export function evaluation(at: number): EvaluationEvent {
  const gain = at / 80;
  const skill = each((_, i) => 0.42 + 0.3 * noise(i, 7));
  const pairScore = (q: number, p: number) => {
    const [a, b] = [skill[LANGUAGES[q] ?? ''] ?? 0, skill[LANGUAGES[p] ?? ''] ?? 0];
    const same = q === p ? 0.14 : 0;
    return Math.min(
      0.99,
      a * b * 1.15 + same + gain * (0.09 + 0.05 * noise(q, p, 2)) - (q === p ? gain * 0.1 : 0),
    );
  };
  const one = (map: number) => ({ map, 'mrr@10': map * 0.98, 'recall@1': map * 0.8, 'ndcg@10': map * 1.05 });
  const monolingual = each((_, i) => ({ ...one(pairScore(i, i)), queries: 60 }));
  const pairs = Object.fromEntries(
    LANGUAGES.flatMap((q, i) =>
      LANGUAGES.flatMap((p, j) =>
        // One pair without common questions: the page must show what was not measured.
        i === j || (q === 'th' && p === 'el')
          ? []
          : [[`${q}-${p}`, { ...one(pairScore(i, j)), queries: 60 }]],
      ),
    ),
  );
  const multilingual = each((_, i) => {
    const map = pairScore(i, (i + 3) % 11) * 0.82;
    return { map, 'recall@10': map * 0.9, 'ndcg@10': map * 1.1, queries: 60 };
  });
  const share = each((_, i) => {
    const raw = LANGUAGES.map((_, j) => (i === j ? 5 - 3.2 * gain : 0.4 + noise(i, j)));
    const sum = raw.reduce((a, b) => a + b, 0);
    return Object.fromEntries(LANGUAGES.map((language, j) => [language, (raw[j] ?? 0) / sum]));
  });
  const distance = each((_, i) => 380 + 420 * noise(i, 5) - gain * (170 + 120 * noise(i, 6)));
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    seq: 2 * at + 1,
    type: 'evaluation',
    step: at,
    queries: each(() => 60),
    candidates: each(() => 480),
    seconds: 4,
    scores: {
      monolingual: { map: mean(Object.values(monolingual).map((s) => s.map)), perLanguage: monolingual },
      crosslingual: { map: mean(Object.values(pairs).map((s) => s.map)), pairs },
      multilingual: { map: mean(Object.values(multilingual).map((s) => s.map)), perLanguage: multilingual },
      strong: { pairs: {} },
      languageBias: {
        rankDistance: { mean: mean(Object.values(distance)), perLanguage: distance },
        'languageShare@10': share,
        oracleGap: {},
        languagePreference: { perLanguage: {} },
      },
      consistency: { rankC: {}, candidates: 60, chance: 0.1 },
      domains: {},
    },
  };
}

const TEXTS: Record<string, [string, string]> = {
  ar: ['أين كان الكيمتشي يُخزن في الشتاء؟', 'كان الكيمتشي التقليدي يُخزن في جرار فخارية تسمى «أونغي».'],
  en: [
    'Where was kimchi stored in winter?',
    'Kimchi was traditionally stored in earthenware jars called onggi.',
  ],
  de: ['Worin lagerte man Kimchi im Winter?', 'Kimchi wurde in irdenen Krügen gelagert, die Onggi heißen.'],
  zh: ['泡菜冬天储存在哪里？', '传统上，泡菜储存在称为“瓮器”的陶罐中。'],
};

export function preview(from: number): BatchPreview[] {
  return Array.from({ length: 8 }, (_, i) => {
    const at = from + i;
    const kind = step(at + 1).batch.kind;
    const pick = (k: number) => LANGUAGES[Math.floor(noise(at, k, 9) * 11)] ?? 'en';
    const single = pick(0);
    return {
      draw: at,
      step: at,
      kind,
      pairs: Array.from({ length: 32 }, (_, j) => {
        const queryLanguage = kind === 'mono' ? single : pick(j);
        const other = pick(j + 100);
        const next = LANGUAGES[(LANGUAGES.indexOf(queryLanguage) + 1) % 11] ?? 'en';
        const passageLanguage = kind === 'mono' ? single : other === queryLanguage ? next : other;
        return {
          queryLanguage,
          passageLanguage,
          domain: 'food',
          query: (TEXTS[queryLanguage] ?? TEXTS['en'])?.[0] ?? '',
          passage: (TEXTS[passageLanguage] ?? TEXTS['en'])?.[1] ?? '',
        };
      }),
    };
  });
}

export function inspection(queryLanguage: string, passageLanguage: string): Inspection {
  const [query, expected] = [
    (TEXTS[queryLanguage] ?? TEXTS['en'])?.[0],
    (TEXTS[passageLanguage] ?? TEXTS['en'])?.[1],
  ];
  return {
    runId: 'harness',
    queryLanguage,
    passageLanguage,
    step: 80,
    queries: 60,
    interval: { low: 0.18, high: 0.24 },
    worst: [311, 240, 128, 77, 54].map((rank) => ({
      query: query ?? '',
      domain: 'food',
      rank,
      expected: expected ?? '',
      retrieved: 'A sentence of quite another matter that happens to share a word or two with it.',
    })),
  };
}
