import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

/** The walls of the house, tried from the inside: each import goes through a wrong door and must be refused. */
const WRONG_DOORS: [file: string, code: string][] = [
  ['src/core/rng.ts', "import '../protocol';"],
  ['src/core/rng.ts', "import 'zod';"],
  ['src/protocol/scores.ts', "import '../engine/encoder';"],
  ['src/engine/encoder.ts', "import '../io/files';"],
  ['src/engine/encoder.ts', "import '../state/run';"],
  ['src/io/files.ts', "import '../engine/encoder';"],
  ['src/io/files.ts', "import '@tensorflow/tfjs-core';"],
  ['src/experiment/train.ts', "import '../worker/gate';"],
  ['src/experiment/train.ts', "import '@tensorflow/tfjs-core';"],
  ['src/worker/gate.ts', "import '../state/run';"],
  ['src/cli/main.ts', "import '../worker/gate';"],
  ['src/state/run.ts', "import '../lab/lab';"],
  ['src/lab/lab.ts', "import '../state/run';"],
  ['src/ui/Button.tsx', "import '../state/run';"],
  ['src/features/bias/Bias.tsx', "import '../loss/Loss';"],
  ['src/features/bias/Bias.tsx', "import '../../engine/encoder';"],
  ['src/app/App.tsx', "import '../worker/gate';"],
];

// In a single run, as on a CI machine, the parser would read the file on disk instead of the text it is given.
process.env.TSESTREE_SINGLE_RUN = 'false';

describe('the floors of the house', () => {
  const eslint = new ESLint();

  it.each(WRONG_DOORS)('%s may not say: %s', async (filePath, code) => {
    const [result] = await eslint.lintText(`${code}\n`, { filePath });
    const messages = result!.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports');
    expect(messages).toHaveLength(1);
    expect(messages[0]!.message).toMatch(/door|share through|call a function of engine/);
  });

  it('bans synchronous read-back, unseeded randomness and clocks', async () => {
    const rules = async (filePath: string, code: string) =>
      (await eslint.lintText(code, { filePath }))[0]!.messages.map(({ ruleId }) => ruleId);
    expect(
      await rules('src/engine/encoder.ts', 'const t = { dataSync: () => 0 };\nt.dataSync();\n'),
    ).toContain('no-restricted-syntax');
    expect(await rules('src/core/rng.ts', 'Math.random();\n')).toContain('no-restricted-properties');
    expect(await rules('src/engine/encoder.ts', 'Date.now();\n')).toContain('no-restricted-properties');
  });
});
