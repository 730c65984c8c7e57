import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configuration, defaultConfiguration } from './configuration';

describe('the configuration', () => {
  it('fills every default in', () => {
    expect(defaultConfiguration).toMatchObject({
      strategy: 'hybrid',
      alpha: 0.5,
      temperature: 0.05,
      batchSize: 32,
    });
  });

  it('refuses what is out of range or unknown', () => {
    const wrong = [
      { alpha: 1.01 },
      { batchSize: 1 },
      { seed: -1 },
      { steps: 1.5 },
      { languages: ['english!'] },
      { aplha: 1 },
    ];
    for (const patch of wrong) {
      expect(
        configuration.safeParse({ ...defaultConfiguration, ...patch }).success,
        JSON.stringify(patch),
      ).toBe(false);
    }
  });

  it('is described field by field in docs/configuration.md, with its defaults', () => {
    const rows = readFileSync('docs/configuration.md', 'utf8').match(/^\| `\w+` .*$/gm) ?? [];
    const described = new Map(rows.map((row) => [/`(\w+)`/.exec(row)![1]!, row.split('|')[2]!.trim()]));
    for (const [field, value] of Object.entries(defaultConfiguration)) {
      const shown =
        field === 'schema' ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
      expect(described.get(field), field).toBe(shown);
    }
  });

  it('has presets that parse, with every field spelled out', () => {
    const files = readdirSync('public/presets').filter(
      (file) => file.endsWith('.json') && file !== 'index.json',
    );
    const listed = JSON.parse(readFileSync('public/presets/index.json', 'utf8')) as {
      presets: { id: string }[];
    };
    expect(files.sort()).toEqual(listed.presets.map(({ id }) => `${id}.json`).sort());
    for (const file of files) {
      const preset: unknown = JSON.parse(readFileSync(`public/presets/${file}`, 'utf8'));
      expect(configuration.parse(preset), file).toEqual(preset);
    }
  });
});
