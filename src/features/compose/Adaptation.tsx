import { useEffect, useRef } from 'react';
import { adaptationTerm, type AdaptationKind, type AdaptationTerm } from '../../protocol';
import { Button, format, Icon, Menu, NumberInput, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import {
  ADAPTATION_WORDS,
  BY_WORDS,
  ESTIMATE_WORDS,
  FROM_WORDS,
  OF_WORDS,
  TERM_FIELDS,
} from './adaptationWords';
import { Fields, type Field } from './Fields';
import styles from './Compose.module.css';
import own from './Adaptation.module.css';

const KINDS = Object.keys(ADAPTATION_WORDS) as AdaptationKind[];

const PAIRS: Field[] = [{ key: 'lossWeight', label: 'Weight of the pairs', min: 0, max: 1000, step: 0.1 }];

/** Terms of the loss beside the contrastive one: each with its own weight and its own curve. */
export function Adaptation() {
  const terms = useSetup((setup) => setup.draft.adaptation);
  const weight = useSetup((setup) => setup.draft.lossWeight);
  const held = useSetup((setup) => setup.draft.targetDomains.length > 0);
  const change = useSetup((setup) => setup.change);
  const put = (place: number, term: AdaptationTerm) =>
    change({ adaptation: terms.map((other, at) => (at === place ? term : other)) });
  const whole = useRef<HTMLDivElement>(null);
  const adder = () => whole.current?.querySelector<HTMLElement>(':scope > [aria-haspopup]');
  const before = useRef(terms.length);
  useEffect(() => {
    // The new term pushes the button out of sight that has the focus.
    if (terms.length > before.current) adder()?.scrollIntoView({ block: 'nearest' });
    before.current = terms.length;
  }, [terms.length]);
  return (
    <div ref={whole} className={styles.more}>
      {terms.map((term, place) => (
        <Term
          key={`${term.kind}-${place}`}
          term={term}
          onChange={(next) => put(place, next)}
          onRemove={() => {
            change({ adaptation: terms.filter((_, at) => at !== place) });
            // The button that had the focus goes with its term.
            adder()?.focus();
          }}
        />
      ))}
      {(terms.length > 0 || weight !== 1) && <Fields fields={PAIRS} />}
      {terms.length === 0 && <p className={styles.counts}>The loss is the contrastive one alone.</p>}
      {terms.some((term) => needsHeldOut(term)) && !held && (
        <p role="status" className={styles.hint}>
          Hold a domain out: these terms read its texts, without their labels.
        </p>
      )}
      <Menu
        label="Add a term to the loss"
        look="plain"
        items={KINDS.map((kind) => ({
          id: kind,
          label: ADAPTATION_WORDS[kind].label,
          description: ADAPTATION_WORDS[kind].hint,
          isDisabled: nextOf(kind, terms) === null,
        }))}
        onAction={(kind) => {
          const term = nextOf(kind, terms);
          if (term) change({ adaptation: [...terms, term] });
        }}
      >
        Add a term
      </Menu>
    </div>
  );
}

function Term(props: {
  term: AdaptationTerm;
  onChange: (term: AdaptationTerm) => void;
  onRemove: () => void;
}) {
  const { term, onChange, onRemove } = props;
  const { label, hint } = ADAPTATION_WORDS[term.kind];
  const change = (patch: object) => onChange(adaptationTerm.parse({ ...term, ...patch }));
  return (
    <section className={own.term} aria-label={label}>
      <header className={own.head}>
        <h4 className={own.title}>{label}</h4>
        <Button look="quiet" aria-label={`Remove ${label}`} onPress={onRemove}>
          <Icon name="close" size={12} />
        </Button>
      </header>
      <p className={styles.counts}>{hint}</p>
      {'by' in term && (
        <Segmented
          label="Hide"
          labelled
          value={term.by}
          options={BY_WORDS}
          onChange={(by) => change({ by })}
        />
      )}
      {'from' in term && (
        <Segmented
          label="Texts of"
          labelled
          value={term.from}
          options={FROM_WORDS}
          onChange={(from) => change({ from })}
        />
      )}
      {'of' in term && (
        <Segmented
          label="Keep"
          labelled
          value={term.of}
          options={OF_WORDS}
          onChange={(of) => change({ of })}
        />
      )}
      {'estimate' in term && (
        <Segmented
          label="Estimate"
          labelled
          value={term.estimate}
          options={ESTIMATE_WORDS}
          onChange={(estimate) => change({ estimate })}
        />
      )}
      <div className={styles.numbers}>
        {fieldsOf(term).map(({ key, ...field }) => (
          <NumberInput
            key={key}
            {...field}
            value={(term as unknown as Record<string, number>)[key]!}
            format={format.plain}
            onCommit={(value) => change({ [key]: value })}
          />
        ))}
      </div>
    </section>
  );
}

/** What a term by language draws is the batch itself. */
function fieldsOf(term: AdaptationTerm) {
  const drawsNone = 'by' in term && term.by === 'language';
  const plain = term.kind === 'distillation' && term.of === 'embeddings';
  return TERM_FIELDS[term.kind].filter(
    ({ key }) => !(drawsNone && key === 'texts') && !(plain && key === 'temperature'),
  );
}

function needsHeldOut(term: AdaptationTerm): boolean {
  if ('by' in term) return term.by === 'domain';
  if ('from' in term) return term.from !== 'source';
  return term.kind === 'coral' || term.kind === 'mmd';
}

/** A further term of a kind: by domain, then by language, where the kind has both; null when all are there. */
function nextOf(kind: AdaptationKind, terms: readonly AdaptationTerm[]): AdaptationTerm | null {
  const there = terms.filter((term) => term.kind === kind);
  if (kind !== 'adversarial' && kind !== 'modir')
    return there.length === 0 ? adaptationTerm.parse({ kind }) : null;
  const by = (['domain', 'language'] as const).find(
    (one) => !there.some((term) => 'by' in term && term.by === one),
  );
  return by ? adaptationTerm.parse({ kind, by }) : null;
}
