import { LanguageTag } from '../../ui';

/** A language at the head of a row or column, with a mark where the run does not train on it. */
export function Head({ code, zeroShot }: { code: string; zeroShot: boolean }) {
  if (!zeroShot) return <LanguageTag code={code} />;
  return (
    <span title="Zero-shot: not trained on in this run">
      <LanguageTag code={code} />
      <sup aria-hidden="true">0</sup>
      <span className="visually-hidden">, zero-shot</span>
    </span>
  );
}
