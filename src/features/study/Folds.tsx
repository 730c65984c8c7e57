import { bothNames, Button, Icon, languageColour, ToggleChip } from '../../ui';
import { useSession, useStudy } from '../workbench';
import { emptyFold, foldPerDomain, hasOwnName, painted, type Fold } from './levels';
import styles from './Study.module.css';

/** What is held out from training: in each fold other domains or languages. */
export function Folds() {
  const folds = useStudy((study) => study.draft.folds);
  const edit = useStudy((study) => study.edit);
  const domains = useSession((session) => session.data?.domains) ?? [];
  return (
    <fieldset className={styles.section}>
      <legend>Held-out folds</legend>
      {folds.length === 0 && <p className={styles.note}>A single fold: what the base holds out.</p>}
      {folds.map((fold, at) => (
        <FoldChips
          key={at}
          fold={fold}
          number={at + 1}
          onPaint={(list, item, on) => {
            const others = folds.filter((_, i) => i !== at);
            edit({ folds: folds.with(at, painted(fold, list, item, on, others)) });
          }}
          onRemove={() => edit({ folds: folds.filter((_, i) => i !== at) })}
        />
      ))}
      <div className={styles.adding}>
        <Button onPress={() => edit({ folds: [...folds, emptyFold(folds)] })}>Add a fold</Button>
        <Button isDisabled={domains.length === 0} onPress={() => edit({ folds: foldPerDomain(domains) })}>
          One for each domain
        </Button>
      </div>
    </fieldset>
  );
}

interface FoldChipsProps {
  fold: Fold;
  number: number;
  onPaint: (list: 'targetDomains' | 'zeroShotLanguages', item: string, on: boolean) => void;
  onRemove: () => void;
}

function FoldChips({ fold, number, onPaint, onRemove }: FoldChipsProps) {
  const data = useSession((session) => session.data);
  const { targetDomains, zeroShotLanguages } = fold;
  // A study from a file may hold out what the open data lack: it must be seen to be taken away.
  const domains = union(data?.domains, targetDomains);
  const languages = union(data?.languages, zeroShotLanguages);
  return (
    <div role="group" aria-label={`Fold ${number}, held out`} className={styles.fold}>
      {hasOwnName(fold) && <p className={styles.aside}>{fold.name}</p>}
      <div className={styles.chips}>
        {domains.map((domain) => (
          <ToggleChip
            key={domain}
            label={`Hold out ${domain}`}
            colour="var(--accent)"
            isSelected={targetDomains.includes(domain)}
            onChange={(on) => onPaint('targetDomains', domain, on)}
          >
            {domain}
          </ToggleChip>
        ))}
      </div>
      <div className={styles.chips}>
        {languages.map((code) => (
          <ToggleChip
            key={code}
            label={`Do not train on ${bothNames(code)}`}
            colour={languageColour(code)}
            isSelected={zeroShotLanguages.includes(code)}
            onChange={(on) => onPaint('zeroShotLanguages', code, on)}
          >
            {code}
          </ToggleChip>
        ))}
      </div>
      <Button look="quiet" aria-label={`Remove fold ${number}`} onPress={onRemove}>
        <Icon name="close" size={12} />
      </Button>
    </div>
  );
}

function union(known: readonly string[] = [], chosen: readonly string[]): string[] {
  return [...new Set([...known, ...chosen])];
}
