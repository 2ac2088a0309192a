import type { Borrowing, Member } from '../row-kinds.ts';
import type { SheetEntry, SheetLine } from './entries-and-lines.ts';
import type { Attendance } from './row-rules.ts';
import { entryWords, lineWords } from './sheet-words.ts';
import { t } from './text.ts';

type WomanOnSheet = {
  readonly id: string;
  readonly name: string;
  /** Undefined if her presence is not marked. */
  readonly status: Attendance['status'] | undefined;
  readonly entries: readonly SheetEntry[];
  /** All her loans: if there are several, an entry says which one it is about. */
  readonly loans?: Member['loans'];
};

/** The read-only view of a leader's sheet: each woman with her presence and her entries. */
export function Women({ women }: { readonly women: readonly WomanOnSheet[] }) {
  return (
    <ul class="plain">
      {women.map(({ id, name, status, entries, loans }) => (
        <li key={id}>
          <strong>{name}</strong> {t(`sheet.${status ?? 'unmarked'}`)}
          {entries.map((entry, index) => (
            <span class="part" key={index}>
              {entryWords(entry, loans)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The read-only view of a leader's sheet: the group's lines; nothing if there are none. */
export function GroupMoney({
  lines,
  borrowings,
}: {
  readonly lines: readonly SheetLine[];
  readonly borrowings: readonly Borrowing[];
}) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{t('check.group')}</h2>
      <ul class="plain">
        {lines.map((line, index) => (
          <li key={index}>{lineWords(line, borrowings)}</li>
        ))}
      </ul>
    </>
  );
}
