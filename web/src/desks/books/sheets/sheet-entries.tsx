import type { Api } from '../../../api/client.ts';
import { t } from '../../text.ts';
import { type DraftSheet, newEntry } from '../drafts/draft.ts';
import { EntryRows, type LabelledMember } from './entry-rows.tsx';

type SheetEntriesProps = {
  readonly api: Api;
  readonly draft: DraftSheet;
  readonly members: readonly LabelledMember[];
  /** Whether the grid above is open; entries that it shows completely get no row here. */
  readonly hasGrid: boolean;
  readonly onChange: (entries: DraftSheet['entries']) => void;
};

/** The rows of the members' entries. While there are none, a button begins with a deposit for each woman who was present. */
export const SheetEntries = ({ api, draft, members, hasGrid, onChange }: SheetEntriesProps) => (
  <>
    <h3 class="wide">{t('books.entries')}</h3>
    {draft.entries.length === 0 && (
      <p class="wide">
        <button type="button" class="second small" onClick={() => onChange(depositsOf(draft.attendance))}>
          {t('books.deposits')}
        </button>
      </p>
    )}
    <EntryRows api={api} entries={draft.entries} members={members} hasGrid={hasGrid} onChange={onChange} />
  </>
);

/** An entry for each present member: a new entry is a deposit, whose amount is still to be typed. */
const depositsOf = (attendance: DraftSheet['attendance']) =>
  Object.entries(attendance).flatMap(([memberId, status]) =>
    status === 'present' ? [newEntry({ memberId })] : [],
  );
