import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { showToast } from '../../../design/toast.tsx';
import { todayInIndia } from '../../../i18n/today.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { emptyDetails, newEntry, newLine, newSheet } from '../drafts/draft.ts';
import { type GroupMember, useGroupMembers } from '../group-members.ts';
import { SheetForm } from '../sheets/sheet-form.tsx';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import { CloseGroup } from './close-group.tsx';
import { areBooksEmpty } from './closing-rules.ts';
import { ClosingSteps, type StepDraft } from './closing-steps.tsx';
import { readBooks } from './read-books.ts';

type ClosingProps = { readonly api: Api; readonly groupId: string };

/**
 * The desk's page of closing a group's books to dissolve it, step by step: loans and borrowings end, everybody is paid out,
 * and once the books are empty the group is closed.
 */
export function Closing({ api, groupId }: ClosingProps) {
  const members = useGroupMembers(api, groupId);
  const reading = useRead(['closing', groupId], () => readBooks(api, groupId));
  const [draft, setDraft] = useState<StepDraft>();
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('closing')}>
      <p class="soft">{t('closing.explain')}</p>
      <Reading of={members}>
        {(allMembers) => (
          <Reading of={reading}>
            {(books) => (
              <>
                <ClosingSteps
                  books={books}
                  members={allMembers.filter(({ exitedOn }) => exitedOn === undefined)}
                  onBegin={setDraft}
                />
                {draft !== undefined && (
                  <StepForm
                    // Another step begins with a new form.
                    key={draft.stepName}
                    api={api}
                    groupId={groupId}
                    draft={draft}
                    members={allMembers}
                    onDone={() => {
                      showToast(() => t('saved'));
                      setDraft(undefined);
                      return reading.refetch();
                    }}
                  />
                )}
                <h3>{t('closing.close')}</h3>
                <CloseGroup
                  api={api}
                  books={books}
                  isEmpty={
                    areBooksEmpty(books.ledger) && allMembers.every(({ exitedOn }) => exitedOn !== undefined)
                  }
                  onDone={() => reading.refetch()}
                />
              </>
            )}
          </Reading>
        )}
      </Reading>
    </OpenedRecord>
  );
}

type StepFormProps = ClosingProps & {
  readonly draft: StepDraft;
  /** All women of the group, those who have left included. */
  readonly members: readonly GroupMember[];
  readonly onDone: () => unknown;
};

/** The sheet or voucher of a step, to be looked at, changed and recorded. */
function StepForm({ api, groupId, draft, members, onDone }: StepFormProps) {
  const isSheet = 'entries' in draft;
  const memberIdsInEntries = new Set(isSheet ? draft.entries.map(({ memberId }) => memberId) : []);
  // A member who has left is listed only if an entry names her.
  const listedMembers = members.filter(
    ({ id, exitedOn }) => exitedOn === undefined || memberIdsInEntries.has(id),
  );
  return (
    <section aria-label={t(draft.stepName)}>
      <h3>{t(draft.stepName)}</h3>
      {isSheet ? (
        <SheetForm
          api={api}
          groupId={groupId}
          members={listedMembers}
          initialDraft={newSheet(
            listedMembers,
            draft.entries.map((entry) => newEntry(entry)),
          )}
          onDone={onDone}
        />
      ) : (
        <VoucherForm
          api={api}
          groupId={groupId}
          initialDraft={{ ...emptyDetails(todayInIndia()), lines: draft.lines.map((line) => newLine(line)) }}
          onDone={onDone}
        />
      )}
    </section>
  );
}
