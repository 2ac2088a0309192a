import { useState } from 'preact/hooks';
import { oneOf } from '../../../design/fields/one-of.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { AskBeforeLeaving } from '../drafts/ask-before-leaving.tsx';
import { type Attendance, type DraftSheet, newEntry } from '../drafts/draft.ts';
import { draftSheetBody } from '../drafts/draft-body.ts';
import { type BooksFormProps, useBooksDraft } from '../drafts/use-books-draft.ts';
import type { MemberWithCode } from '../group-members.ts';
import { LineRows } from '../line-rows.tsx';
import { BalancesAfterDraft, CountFields, DayField } from '../sheet-and-voucher-fields.tsx';
import { ShowNames } from '../show-names.tsx';
import { EntryRows, type LabelledMember } from './entry-rows.tsx';
import { SheetGrid } from './sheet-grid.tsx';

type SheetFormProps = BooksFormProps<DraftSheet> & {
  /** The members who may be listed on the sheet. */
  readonly members: readonly MemberWithCode[];
};

/** The desk's sheet form: enters or corrects a meeting's sheet that a leader brought on paper. */
export function SheetForm(props: SheetFormProps) {
  const { api, groupId, members, reversedPostings = [], sendFirst, fieldsAbove, onDone } = props;
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  // The paper has names and no codes: once names are shown, each member is offered by name and code.
  const labelledMembers = members.map(({ id, code }): LabelledMember => {
    const name = names.get(id);
    return { id, label: name === undefined ? code : `${name} · ${code}` };
  });
  const { draft, change, isTyped, ledger, borrowings } = useBooksDraft(props);
  const group = useRead(['group', groupId], () =>
    api.request('GET /api/collectives/{id}', { path: { id: groupId } }),
  );
  return (
    <Reading of={borrowings}>
      {({ items }) => (
        <Form
          label="sheet.enter"
          done={null}
          onSend={async (data, id) => {
            await sendFirst?.(data);
            await api.request('POST /api/collectives/{id}/meetings', {
              path: { id: groupId },
              body: { id, ...draftSheetBody(draft) },
            });
            await onDone(id);
          }}
        >
          <AskBeforeLeaving isTyped={isTyped} />
          {fieldsAbove}
          <DayField draft={draft} onChange={change} name="heldOn" />
          <ShowNames api={api} memberIds={members.map(({ id }) => id)} onNames={setNames} />
          <div class="wide">
            <Fold label="grid">
              <SheetGrid
                members={labelledMembers}
                draft={draft}
                usualDepositPaise={group.data?.usualDepositPaise ?? 0}
                onChange={change}
              />
            </Fold>
          </div>
          <AttendanceMarks
            members={labelledMembers}
            attendance={draft.attendance}
            onChange={(attendance) => change({ attendance })}
          />
          <h3 class="wide">{t('books.entries')}</h3>
          {draft.entries.length === 0 && (
            <p class="wide">
              <button
                type="button"
                class="second small"
                onClick={() => change({ entries: depositsOf(draft.attendance) })}
              >
                {t('books.deposits')}
              </button>
            </p>
          )}
          <EntryRows
            api={api}
            entries={draft.entries}
            members={labelledMembers}
            onChange={(entries) => change({ entries })}
          />
          <h3 class="wide">{t('books.lines')}</h3>
          <LineRows lines={draft.lines} borrowings={items} onChange={(lines) => change({ lines })} />
          <Reading of={ledger}>
            {(currentLedger) => (
              <BalancesAfterDraft ledger={currentLedger} reversedPostings={reversedPostings} draft={draft} />
            )}
          </Reading>
          <CountFields draft={draft} onChange={change} />
        </Form>
      )}
    </Reading>
  );
}

/** An entry for each present member: a new entry is a deposit, whose amount is still to be typed. */
const depositsOf = (attendance: DraftSheet['attendance']) =>
  Object.entries(attendance).flatMap(([memberId, status]) =>
    status === 'present' ? [newEntry({ memberId })] : [],
  );

const statuses: readonly Attendance[] = ['present', 'absent', 'excused'];

type AttendanceMarksProps = {
  readonly members: readonly LabelledMember[];
  readonly attendance: DraftSheet['attendance'];
  readonly onChange: (attendance: DraftSheet['attendance']) => void;
};

/** The attendance of each member. */
function AttendanceMarks({ members, attendance, onChange }: AttendanceMarksProps) {
  return (
    <fieldset class="wide row">
      <legend>{t('sheet.attendance')}</legend>
      <p>
        <button
          type="button"
          class="second small"
          onClick={() => onChange(Object.fromEntries(members.map(({ id }) => [id, 'present'])))}
        >
          {t('books.allPresent')}
        </button>
      </p>
      <ul class="marks">
        {members.map(({ id, label }) => (
          <li key={id}>
            <label>
              {label}{' '}
              <select
                name={`attendance.${id}`}
                onChange={({ currentTarget }) => {
                  const status = oneOf(statuses, currentTarget.value);
                  if (status !== undefined) onChange({ ...attendance, [id]: status });
                }}
              >
                {statuses.map((status) => (
                  <option key={status} value={status} selected={attendance[id] === status}>
                    {t(`attendance.${status}`)}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
