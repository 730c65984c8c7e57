import { Choice, format, PopoverCard } from '../../ui';
import { useSetup } from '../workbench';
import styles from './Presets.module.css';

/** Ready experiments to begin with. */
export function Presets() {
  const presets = useSetup((setup) => setup.presets);
  const presetId = useSetup((setup) => setup.presetId);
  const replace = useSetup((setup) => setup.replace);
  const choose = (id: string) => {
    const preset = presets.find((candidate) => candidate.id === id);
    if (preset) replace(preset.configuration);
  };
  return (
    <div className={styles.preset}>
      <Choice
        label="Preset"
        value={presetId}
        placeholder="Preset: own settings"
        options={presets.map(({ id, label, description }) => ({ value: id, label, description }))}
        onChange={choose}
      />
    </div>
  );
}

/** What of the chosen preset isn't the paper's that it follows. */
export function Departures() {
  const departures = useSetup((setup) => setup.presets.find(({ id }) => id === setup.presetId)?.departures);
  if (!departures) return null;
  const words = `Ours, not the paper’s: ${format.counted(departures.points.length, 'point')}`;
  return (
    <div className={styles.departures}>
      <PopoverCard label={words} trigger={words}>
        {() => (
          <>
            <p className={styles.note}>
              Where {departures.from} is silent, or this preset does something else.
            </p>
            <table className={styles.table} aria-label={words}>
              <thead>
                <tr>
                  <td />
                  <th scope="col">here</th>
                  <th scope="col">in the paper</th>
                </tr>
              </thead>
              <tbody>
                {departures.points.map(({ what, here, there }) => (
                  <tr key={what}>
                    <th scope="row">{what}</th>
                    <td>{here}</td>
                    <td>{there}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </PopoverCard>
    </div>
  );
}
