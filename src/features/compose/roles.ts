import type { Configuration } from '../../protocol';

export type DomainRole = 'source' | 'held out' | 'unused';
type Domains = Pick<Configuration, 'sourceDomains' | 'targetDomains'>;

const NEXT: Record<DomainRole, DomainRole> = { source: 'held out', 'held out': 'unused', unused: 'source' };

/** What becomes of a domain under a configuration, whose empty lists mean "all there are". */
export function roleOf(domain: string, { sourceDomains, targetDomains }: Domains): DomainRole {
  if (targetDomains.includes(domain)) return 'held out';
  return sourceDomains.length === 0 || sourceDomains.includes(domain) ? 'source' : 'unused';
}

/**
 * The configuration's lists after a domain has gone on to its next role. Null if nothing were left to train on:
 * an empty list would mean all domains.
 */
export function withNextRole(domain: string, all: string[], domains: Domains): Domains | null {
  const role = (name: string) => (name === domain ? NEXT[roleOf(name, domains)] : roleOf(name, domains));
  const train = all.filter((name) => role(name) === 'source');
  const held = all.filter((name) => role(name) === 'held out');
  if (train.length === 0) return null;
  return {
    sourceDomains: train.length + held.length === all.length ? [] : train,
    targetDomains: held,
  };
}

/** Training languages after one was switched; null if none were left. The empty list stands for all. */
export function withLanguage(
  language: string,
  on: boolean,
  all: string[],
  chosen: string[],
): string[] | null {
  const present = chosen.length === 0 ? all : chosen;
  const next = all.filter((code) => (code === language ? on : present.includes(code)));
  if (next.length === 0) return null;
  return next.length === all.length ? [] : next;
}
