import type { Borrowing, Member } from '../row-kinds.ts';
import type { SheetEntry, SheetLine } from './row/entries-and-lines.ts';
import type { Attendance } from './row/row-rules.ts';
import { entryWords, lineWords } from './sheet-words.ts';
import { t } from './text.ts';

type WomanOnSheet = {
  readonly id: string;
  readonly name: string;
  /** The woman's presence; undefined if it is not marked. */
  readonly status: Attendance['status'] | undefined;
  readonly entries: readonly SheetEntry[];
  /** All the woman's loans: if there are several, an entry says which one it is about. */
  readonly loans?: Member['loans'];
};

/**
 * The read-only view of a leader's sheet: each woman with her presence and her entries.
 * @param onCorrect if given, each entry is a button to correct its amount
 * @param onAdd if given, a woman who was there without a deposit has a button to add it
 */
export function Women({
  women,
  onCorrect,
  onAdd,
}: {
  readonly women: readonly WomanOnSheet[];
  readonly onCorrect?: (entry: SheetEntry) => void;
  readonly onAdd?: (memberId: string) => void;
}) {
  return (
    <ul class="plain">
      {women.map(({ id, name, status, entries, loans }) => (
        <li key={id} class={onCorrect && 'correctable'}>
          <span class={onCorrect ? undefined : 'who'}>
            <strong>{name}</strong>{' '}
            <span class={onCorrect && 'part'}>{t(`sheet.${status ?? 'unmarked'}`)}</span>
          </span>
          {entries.map((entry, index) => (
            <Amount
              key={index}
              words={entryWords(entry, loans)}
              of={name}
              onCorrect={onCorrect && (() => onCorrect(entry))}
            />
          ))}
          {onAdd && status === 'present' && !entries.some(({ kind }) => kind === 'deposit') && (
            <Amount words={`+ ${t('sheet.deposit')}`} of={name} onCorrect={() => onAdd(id)} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** An amount on a read-only sheet in words; a button if it can be corrected. */
const Amount = ({
  words,
  of,
  onCorrect,
}: {
  readonly words: string;
  /** Whose amount it is. */
  readonly of: string;
  readonly onCorrect: (() => void) | undefined;
}) =>
  onCorrect === undefined ? (
    <span class="part">{words}</span>
  ) : (
    <button type="button" class="usual" aria-label={`${of}: ${words}`} onClick={onCorrect}>
      {words}
    </button>
  );

/**
 * The read-only view of a leader's sheet: the group's lines; nothing if there are none.
 * @param correctionHandlerOf if given, each line for which it returns a handler is a button to correct its amount
 */
export function GroupMoney({
  lines,
  borrowings,
  correctionHandlerOf = () => undefined,
}: {
  readonly lines: readonly SheetLine[];
  readonly borrowings: readonly Borrowing[];
  readonly correctionHandlerOf?: (line: SheetLine) => (() => void) | undefined;
}) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{t('check.group')}</h2>
      <ul class="plain">
        {lines.map((line, index) => (
          <li key={index}>
            <Amount
              words={lineWords(line, borrowings)}
              of={t('check.group')}
              onCorrect={correctionHandlerOf(line)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
