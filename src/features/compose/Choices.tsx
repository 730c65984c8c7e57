import { useState } from 'react';
import { among } from '../../core/batches/pairWeights';
import type { DataSummary } from '../../protocol';
import {
  bothNames,
  englishName,
  format,
  languageColour,
  nativeName,
  RoleChip,
  RoleLegend,
  ToggleChip,
} from '../../ui';
import { useSetup } from '../workbench';
import type { Trainable } from './trainable';
import { roleOf, withLanguage, withNextRole } from './roles';
import styles from './Compose.module.css';

/** Training languages. */
export function Languages({ data }: { data: Trainable }) {
  const chosen = useSetup((setup) => setup.draft.languages);
  const strategy = useSetup((setup) => setup.draft.strategy);
  const pairWeights = useSetup((setup) => setup.draft.pairWeights);
  const change = useSetup((setup) => setup.change);
  const [refusal, setRefusal] = useState('');
  const englishOnly = strategy === 'En-En';
  const isChosen = (code: string) =>
    englishOnly ? code.split('-')[0] === 'en' : chosen.length === 0 || chosen.includes(code);
  const count = data.languages.filter(isChosen).length;

  const toggle = (code: string, on: boolean) => {
    const languages = withLanguage(code, on, data.languages, chosen);
    setRefusal(languages ? '' : 'At least one language is needed to train on.');
    // Weights of languages that are not trained on would be refused.
    const left = languages?.length ? languages : data.languages;
    if (languages) change({ languages, pairWeights: among(left, pairWeights) });
  };

  return (
    <div role="group" aria-label="Training languages">
      <p className={styles.caption}>
        <span>Languages</span>
        <span className={styles.counts}>
          {englishOnly ? 'En-En trains on English' : `${count} of ${data.languages.length}`}
        </span>
      </p>
      <div className={styles.chips}>
        {data.languages.map((code) => (
          <ToggleChip
            key={code}
            label={bothNames(code)}
            hint={`${nativeName(code)} (${englishName(code)}), ${format.count(data.queries[code] ?? 0)} queries`}
            colour={languageColour(code)}
            isSelected={isChosen(code)}
            isDisabled={englishOnly}
            onChange={(on) => toggle(code, on)}
          >
            {code}
          </ToggleChip>
        ))}
      </div>
      <Hint>{refusal || (strategy === 'X-Y' && count < 2 ? 'X-Y needs at least two languages.' : '')}</Hint>
    </div>
  );
}

/** Source and target domains. */
export function Domains({ data }: { data: DataSummary }) {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  const [refusal, setRefusal] = useState('');
  const [said, setSaid] = useState('');
  const roles = data.domains.map((name) => roleOf(name, draft));
  const count = (role: string) => roles.filter((r) => r === role).length;
  const held = count('held out');

  const press = (name: string) => {
    const next = withNextRole(name, data.domains, draft);
    setRefusal(next ? '' : 'At least one domain is needed to train on.');
    if (!next) return;
    change(next);
    setSaid(`${name}: ${roleOf(name, next)}`);
  };

  return (
    <div role="group" aria-label="Domains">
      <p className={styles.caption}>
        <span>Domains</span>
        <RoleLegend counts={{ source: count('source'), 'held out': held, unused: count('unused') }} />
      </p>
      <div className={styles.chips}>
        {data.domains.map((name, index) => (
          <RoleChip
            key={name}
            name={name}
            role={roles[index] ?? 'source'}
            detail={format.counted(data.questionsPerDomain[name] ?? 0, 'question')}
            onPress={() => press(name)}
          />
        ))}
      </div>
      {/* A change of its name alone is not read out. */}
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <Hint>{refusal || (held === 0 ? 'Nothing held out: scores are not zero-shot.' : '')}</Hint>
    </div>
  );
}

function Hint({ children }: { children: string }) {
  return (
    <p role="status" className={styles.hint}>
      {children}
    </p>
  );
}
