import type { Corpus } from './corpus';
import { IsoglotError } from './errors';

/** @throws IsoglotError `empty-data` if the corpus lacks one of the chosen domains. */
export function checkDomains(corpus: Corpus, domains: string[]): void {
  const unknown = domains.find((domain) => !corpus.domains.includes(domain));
  if (unknown === undefined) return;
  throw new IsoglotError({
    code: 'empty-data',
    what: `The data has no domain "${unknown}".`,
    where: corpus.name,
    remedy: `Choose among ${corpus.domains.join(', ')}.`,
  });
}

/** " in the domains law, sports", to end a sentence with; empty where all domains are meant (an empty list). */
export function inDomains(domains: string[]): string {
  if (domains.length === 0) return '';
  return domains.length === 1 ? ` in the domain ${domains[0]}` : ` in the domains ${domains.join(', ')}`;
}
