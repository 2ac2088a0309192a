import type { Borrowing, Member } from '../row-kinds.ts';
import type { SheetEntry, SheetLine } from './entries-and-lines.ts';
import type { Attendance } from './row-rules.ts';
import { entryWords, lineWords } from './sheet-words.ts';
import { t } from './text.ts';

type Woman = {
  readonly id: string;
  readonly name: string;
  readonly status: Attendance['status'] | undefined;
  readonly entries: readonly SheetEntry[];
  readonly loans?: Member['loans'];
};

/** The view of a leader's sheet for reading: each woman with her entries. */
export function Women({ women }: { readonly women: readonly Woman[] }) {
  return (
    <ul class="plain">
      {women.map(({ id, name, status, entries, loans }) => (
        <li key={id}>
          <strong>{name}</strong> {t(`sheet.${status ?? 'unmarked'}`)}
          {entries.map((entry, at) => (
            <span class="part" key={at}>
              {entryWords(entry, loans)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** The view of a leader's sheet for reading: the group's lines; nothing if it has none. */
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
        {lines.map((line, at) => (
          <li key={at}>{lineWords(line, borrowings)}</li>
        ))}
      </ul>
    </>
  );
}
