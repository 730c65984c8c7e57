import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The floors of the house: what each folder must not import, and which door is the right one. */
const FLOORS = {
  core: {
    closed: [
      'app',
      'features',
      'ui',
      'state',
      'lab',
      'worker',
      'cli',
      'experiment',
      'engine',
      'io',
      'protocol',
    ],
    door: 'core/ is pure and imports nothing outside itself: pass the value in as an argument.',
    packages: true,
  },
  protocol: {
    closed: ['app', 'features', 'ui', 'state', 'lab', 'worker', 'cli', 'experiment', 'engine', 'io'],
    door: 'protocol/ holds schemas only: take types from core/ and keep behaviour above.',
  },
  engine: {
    closed: ['app', 'features', 'ui', 'state', 'lab', 'worker', 'cli', 'experiment', 'io'],
    door: 'engine/ computes on typed arrays handed to it: experiment/ joins it with io/.',
  },
  io: {
    closed: ['app', 'features', 'ui', 'state', 'lab', 'worker', 'cli', 'experiment', 'engine'],
    door: 'io/ reads and writes typed arrays and corpora: experiment/ joins it with engine/.',
  },
  experiment: {
    closed: ['app', 'features', 'ui', 'state', 'lab', 'worker', 'cli'],
    door: 'experiment/ runs in Node and in the worker alike: yield an event instead.',
  },
  worker: {
    closed: ['app', 'features', 'ui', 'state', 'lab', 'cli'],
    door: 'worker/ only hears commands and posts messages: put the story into experiment/.',
  },
  cli: {
    closed: ['app', 'features', 'ui', 'state', 'lab', 'worker'],
    door: 'cli/ only parses options and prints: put the story into experiment/.',
  },
  state: {
    closed: ['app', 'features', 'ui', 'lab', 'worker', 'cli', 'experiment', 'engine'],
    door: 'stores know no React and no worker: app/ joins them with lab/.',
  },
  lab: {
    closed: ['app', 'features', 'ui', 'state', 'worker', 'cli', 'experiment', 'engine'],
    door: 'lab/ speaks protocol/ with the worker: app/ joins it with the stores.',
  },
  ui: {
    closed: ['app', 'features', 'state', 'lab', 'worker', 'cli', 'experiment', 'engine', 'io', 'protocol'],
    door: 'ui/ is presentational: take plain values as props.',
  },
  features: {
    closed: ['app', 'worker', 'cli', 'experiment', 'engine', 'lab'],
    door: 'a feature reads stores and calls the commands of state/: everything else comes through them.',
  },
  app: {
    closed: ['worker', 'cli', 'experiment', 'engine'],
    door: 'the page talks to the worker through lab/ only.',
  },
};

const TFJS = {
  regex: '^@tensorflow/',
  message:
    'TensorFlow.js lives in engine/ alone: call a function of engine/ that takes and gives typed arrays.',
};

const floors = Object.entries(FLOORS).map(([folder, { closed, door, packages }]) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^\\.\\./(?:.*/)?(?:${closed.join('|')})(?:/|$)`, message: `Wrong door. ${door}` },
          ...(folder === 'engine' ? [] : [TFJS]),
          ...(folder === 'features'
            ? [
                {
                  regex: '^\\.\\./(?!ui$|ui/|state/|core/|io/|protocol$|workbench$|\\.\\.)',
                  message: 'One feature never imports another: share through ui/, state/ or workbench.tsx.',
                },
              ]
            : []),
          ...(packages ? [{ regex: '^[^.]', message: `Wrong door. ${door}` }] : []),
        ],
      },
    ],
  },
}));

/** Tests may reach for test libraries and Node, not for other floors. */
const coreTests = {
  files: ['src/core/**/*.test.ts', 'src/core/testing/*.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: [TFJS] }] },
};

export default tseslint.config(
  {
    ignores: [
      'dist',
      'dist-cli',
      '.cache',
      'fixtures',
      'public',
      'node_modules',
      'test-results',
      'playwright-report',
      // AssemblyScript: its compiler checks it, and a little like TypeScript isn't TypeScript.
      'src/**/assembly',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  {
    files: ['src/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  ...floors,
  coreTests,
  {
    files: ['src/core/**/*.ts', 'src/engine/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'All randomness comes from a seeded Rng passed in.' },
        { object: 'Date', property: 'now', message: 'core/ and engine/ know no clock: pass the time in.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(dataSync|arraySync|bufferSync|readSync)$/]',
          message: 'Synchronous read-back kills the GPU process in headless Chromium: await data().',
        },
      ],
    },
  },
);
