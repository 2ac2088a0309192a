import { Card, Cards } from '../../design/card.tsx';
import type { Check, FoundMember, Sames } from './check-file.ts';
import type { ReadRow } from './read-rows.ts';
import { t } from './text.ts';

/** What she says of rows that may be a woman who stands elsewhere. */
export type Answers = ReadonlyMap<ReadRow<'members'>, 'same' | 'other'>;

type Pair = {
  readonly row: ReadRow<'members'>;
  readonly first?: ReadRow<'members'>;
  readonly found?: FoundMember;
};

const pairsOf = ({ known, twice }: Check): Pair[] => {
  const inSystem = new Set(known.map(({ row }) => row));
  return [...known, ...twice.filter(({ row }) => !inSystem.has(row))];
};

/** Pairs of which she has not said yet whether they are one woman. */
export const waitingPairs = (check: Check, answers: Answers): readonly unknown[] =>
  pairsOf(check).filter(({ row }) => !answers.has(row));

/** The rows that are not made, each with the id of the same woman. */
export function samesOf(check: Check, answers: Answers): Sames {
  const sames = new Map<ReadRow<'members'>, string>();
  for (const { row, first, found } of pairsOf(check)) {
    if (answers.get(row) !== 'same') continue;
    const id = found?.id ?? (first && (sames.get(first) ?? check.assigned.ids.get(first)?.[0]));
    if (id !== undefined) sames.set(row, id);
  }
  return sames;
}

type PairsProps = {
  readonly check: Check;
  readonly answers: Answers;
  readonly onAnswer: (answers: Answers) => void;
};

/** Women who may stand twice, side by side. */
export function Pairs({ check, answers, onAnswer }: PairsProps) {
  const pairs = pairsOf(check);
  if (pairs.length === 0) return null;
  return (
    <section aria-labelledby="import-pairs">
      <h2 id="import-pairs">{t('import.pairs', { count: pairs.length })}</h2>
      <p>{t('import.pairs.explain')}</p>
      <Cards>
        {pairs.map((pair) => (
          <PairCard
            key={`${pair.row.sheetName} ${pair.row.row}`}
            pair={pair}
            answer={answers.get(pair.row)}
            onAnswer={(answer) => onAnswer(new Map(answers).set(pair.row, answer))}
          />
        ))}
      </Cards>
    </section>
  );
}

type PairCardProps = {
  readonly pair: Pair;
  readonly answer: 'same' | 'other' | undefined;
  readonly onAnswer: (answer: 'same' | 'other') => void;
};

function PairCard({ pair: { row, first, found }, answer, onAnswer }: PairCardProps) {
  const place = (one: ReadRow): string => t('import.place', { sheet: one.sheetName, row: one.row });
  return (
    <Card title={<bdi>{row.values.name ?? ''}</bdi>}>
      <dl class="facts">
        <dt>{place(row)}</dt>
        <dd>{told(row.values.name, row.values.birthYear, row.values.collective, row.values.phone)}</dd>
        <dt>{first === undefined ? t('import.inSystem', { code: found?.code ?? '' }) : place(first)}</dt>
        <dd>
          {first === undefined
            ? told(found?.name ?? undefined, found?.birthYear, found?.district, undefined)
            : told(first.values.name, first.values.birthYear, first.values.collective, first.values.phone)}
        </dd>
      </dl>
      <div>
        {(['same', 'other'] as const).map((one) => (
          <button
            type="button"
            class="choice"
            key={one}
            aria-pressed={answer === one ? 'true' : 'false'}
            onClick={() => onAnswer(one)}
          >
            {t(one === 'same' ? 'import.same' : 'import.another')}
          </button>
        ))}
      </div>
    </Card>
  );
}

const told = (...parts: readonly (string | number | undefined)[]) => (
  <bdi>{parts.filter((part) => part !== undefined).join(', ')}</bdi>
);
