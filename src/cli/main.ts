import { IsoglotError } from '../core/errors';
import { createProgressLine } from './progress';
import { HELP } from './help';
import { listenForInterruption } from './interruption';
import { batchesVerb } from './verbs/batches';
import { compareVerb } from './verbs/compare';
import { evaluateVerb } from './verbs/evaluate';
import { reportVerb } from './verbs/report';
import { scoreVerb } from './verbs/score';
import { studyVerb } from './verbs/study';
import { trainVerb } from './verbs/train';

/** What was typed or read is wrong: exit code 2. Everything else that goes wrong: 1. */
const INPUT_FAULTS = new Set(['bad-file', 'bad-format', 'bad-configuration', 'bad-encoder', 'empty-data']);

const [verb, ...args] = process.argv.slice(2);
const progress = createProgressLine();
const interruption = listenForInterruption((text) => progress.say(text));

// Whoever reads the result may leave before its end (`| head`): nothing to say, and nobody to say it to.
process.stdout.on('error', () => process.exit(1));

async function run(): Promise<number> {
  if (verb === '--help' || verb === 'help' || args.includes('--help')) {
    process.stdout.write(HELP);
    return 0;
  }
  switch (verb) {
    case 'evaluate':
      await evaluateVerb(args, progress);
      return 0;
    case 'train':
      return trainVerb(args, progress, interruption);
    case 'study':
      return studyVerb(args, progress, interruption);
    case 'batches':
      await batchesVerb(args, progress);
      return 0;
    case 'score':
      await scoreVerb(args);
      return 0;
    case 'compare':
      await compareVerb(args, progress);
      return 0;
    case 'report':
      await reportVerb(args);
      return 0;
    default:
      throw new IsoglotError({
        code: 'bad-configuration',
        what: verb === undefined ? 'Say what is to be done.' : `There is no verb "${verb}".`,
        remedy: 'See: npm run -s isoglot -- --help',
      });
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const known = error instanceof IsoglotError;
  progress.say(known ? error.message.replaceAll('\n', ' ') : String((error as Error)?.stack ?? error));
  process.exitCode = known && INPUT_FAULTS.has(error.code) ? 2 : 1;
} finally {
  interruption.dispose();
}
