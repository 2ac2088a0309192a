import { useLanguage } from '../../i18n/use-language.ts';
import type { Check, Sames } from './check-file.ts';
import { nameOf } from './column-names.ts';
import type { FoundMember } from './compare-women.ts';
import type { ReadRow } from './read-rows.ts';
import { shownValue } from './shown-value.ts';
import { SideBySide } from './side-by-side.tsx';
import { t } from './text.ts';
import { sheetForms } from './workbook-sheets.ts';

/** What she says of rows that may be a woman who stands elsewhere. */
export type Answers = ReadonlyMap<ReadRow<'members'>, 'same' | 'other'>;

type Pair = {
  readonly row: ReadRow<'members'>;
  readonly first?: ReadRow<'members'>;
  readonly found?: FoundMember;
  readonly group?: string | undefined;
};

const pairsOf = ({ known, twice }: Check): Pair[] => {
  const inSystem = new Set(known.map(({ row }) => row));
  return [...known, ...twice.filter(({ row }) => !inSystem.has(row))];
};

/** The import's possible duplicates of which she has not said yet whether they are one woman. */
export const undecidedDuplicates = (check: Check, answers: Answers): readonly unknown[] =>
  pairsOf(check).filter(({ row }) => !answers.has(row));

/** The import's rows of women that are duplicates and not made, each with the id of the same woman. */
export function samesOf(check: Check, answers: Answers): Sames {
  const sames = new Map<ReadRow<'members'>, string>();
  for (const { row, first, found } of pairsOf(check)) {
    if (answers.get(row) !== 'same') continue;
    const id = found?.id ?? (first && (sames.get(first) ?? check.assigned.ids.get(first)?.[0]));
    if (id !== undefined) sames.set(row, id);
  }
  return sames;
}

type DuplicatesProps = {
  readonly check: Check;
  readonly answers: Answers;
  readonly onAnswer: (answers: Answers) => void;
};

/** The import's list of possible duplicates: women who may stand twice in the workbook, side by side. */
export function Duplicates({ check, answers, onAnswer }: DuplicatesProps) {
  const pairs = pairsOf(check);
  if (pairs.length === 0) return null;
  return (
    <section aria-labelledby="import-pairs">
      <h2 id="import-pairs">{t('import.pairs', { count: pairs.length })}</h2>
      <p>{t('import.pairs.explain')}</p>
      {pairs.map((pair) => (
        <PairTable
          key={`${pair.row.sheetName} ${pair.row.row}`}
          pair={pair}
          answer={answers.get(pair.row)}
          onAnswer={(answer) => onAnswer(new Map(answers).set(pair.row, answer))}
        />
      ))}
    </section>
  );
}

type PairProps = {
  readonly pair: Pair;
  readonly answer: 'same' | 'other' | undefined;
  readonly onAnswer: (answer: 'same' | 'other') => void;
};

/** What tells two women apart, as the workbook names its columns. */
const compared = ['name', 'birthYear', 'collective', 'district', 'phone', 'joinedOn'] as const;
type Compared = { readonly [Key in (typeof compared)[number]]?: string | number | undefined };

function PairTable({ pair: { row, first, found, group }, answer, onAnswer }: PairProps) {
  const language = useLanguage();
  const place = (one: ReadRow): string => t('import.place', { sheet: one.sheetName, row: one.row });
  const other: Compared =
    first?.values ??
    (found === undefined
      ? {}
      : {
          name: found.name ?? undefined,
          birthYear: found.birthYear,
          collective: group,
          district: found.district,
          joinedOn: found.joinedOn,
          phone: found.phone ?? undefined,
        });
  const shown = (key: (typeof compared)[number], values: Compared): string =>
    shownValue(sheetForms.members.columns[key], values[key], language);
  return (
    <SideBySide
      label={row.values.name ?? place(row)}
      heads={[
        place(row),
        first === undefined ? t('import.inSystem', { code: found?.code ?? '' }) : place(first),
      ]}
      rows={compared
        .filter((key) => row.values[key] !== undefined || other[key] !== undefined)
        .map((key) => ({
          key,
          title: nameOf(sheetForms.members.columns[key]),
          values: [shown(key, row.values), shown(key, other)],
        }))}
      answers={[
        ['same', t('import.same')],
        ['other', t('import.another')],
      ]}
      answer={answer}
      onAnswer={onAnswer}
    />
  );
}
