import { useState } from 'preact/hooks';
import { needsField } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { readList } from '../../../api/pages.ts';
import type { Errors } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Fold } from '../../frame/fold.tsx';
import { type Confirmation, Form } from '../../frame/forms/form.tsx';
import type { Meeting } from '../../frame/lists/record-types.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { useGroup } from '../../questions/leaders.tsx';
import { t } from '../../text.ts';
import type { Borrowing } from '../book-words.ts';
import { AskBeforeLeaving } from '../drafts/ask-before-leaving.tsx';
import { type Attendance, type DraftSheet, newEntry } from '../drafts/draft.ts';
import { draftSheetBody } from '../drafts/draft-body.ts';
import { type BooksFormProps, useBooksDraft } from '../drafts/use-books-draft.ts';
import { type MemberWithCode, sortedAsOnPaper } from '../group-members.ts';
import { LineRows } from '../line-rows.tsx';
import { BalancesAfterDraft, CountFields, DayField } from '../sheet-and-voucher-fields.tsx';
import { keepNames, ShowNames } from '../show-names.tsx';
import { EntryRows, type LabelledMember } from './entry-rows.tsx';
import { largeDeposits } from './large-deposits.ts';
import { entriesAfter, owedBefore } from './owed-before.ts';
import { SheetGrid } from './sheet-grid.tsx';

type SheetFormProps = BooksFormProps<DraftSheet> & {
  /** The members who may be listed on the sheet. */
  readonly members: readonly MemberWithCode[];
  /** Whether to ask before a second sheet of the same day is sent, since it may be the same sheet again. */
  readonly asksOfSameDay?: boolean;
};

/** One page has the hundred sheets held last. That is enough for a paper of the last months. */
const maxPagesOfSheets = 1;

/** The desk's sheet form: enters or corrects a meeting's sheet that a leader brought on paper. */
export function SheetForm(props: SheetFormProps) {
  const { api, groupId } = props;
  const books = useBooksDraft(props);
  const group = useGroup(api, groupId);
  const meetings = useRead(['sheets of', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path: { id: groupId } }, maxPagesOfSheets),
  );
  // Without the recorded sheets and the usual deposit, the form could not ask whether the sheet is recorded already or has a digit too many.
  return (
    <Reading of={books.borrowings}>
      {({ items: borrowings }) => (
        <Reading of={group}>
          {({ usualDepositPaise }) => (
            <Reading of={meetings}>
              {({ items: sheets }) => (
                <SheetFields
                  {...props}
                  books={books}
                  borrowings={borrowings}
                  usualDepositPaise={usualDepositPaise}
                  sheets={sheets}
                />
              )}
            </Reading>
          )}
        </Reading>
      )}
    </Reading>
  );
}

type SheetFieldsProps = SheetFormProps & {
  readonly books: ReturnType<typeof useBooksDraft<DraftSheet>>;
  /** The group's borrowings, for its lines. */
  readonly borrowings: readonly Borrowing[];
  readonly usualDepositPaise: number;
  /** The group's recorded sheets. */
  readonly sheets: readonly Meeting[];
};

/** The form itself, once it knows what it needs. */
function SheetFields({ books, borrowings, usualDepositPaise, sheets, ...props }: SheetFieldsProps) {
  const { api, groupId, members, asksOfSameDay = false, onDone } = props;
  const { reversedPostings = [], sendFirst, fieldsAbove } = props;
  const { draft, change, isTyped, ledger } = books;
  const language = useLanguage();
  const [hasGrid, setHasGrid] = useState(false);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  // The paper has names and no codes: once names are shown, each member is offered by name and code.
  const labelledMembers = sortedAsOnPaper(members, names).map(({ id, code }): LabelledMember => {
    const name = names.get(id);
    return { id, label: name === undefined ? code : `${name} · ${code}` };
  });
  // The ledger has these already. Without them it says what each woman owed before this sheet.
  const postingsSinceDraft = [
    ...reversedPostings,
    ...entriesAfter(sheets, draft.on, draft.correction?.corrects),
  ];
  return (
    <Form
      label="sheet.enter"
      done={null}
      check={() => loansMissing(draft.entries)}
      confirm={() =>
        questionOf({
          on: formatDate(draft.on, language),
          sameDayCount: asksOfSameDay ? countSheetsOfDay(sheets, draft) : 0,
          large: largeDeposits(draft, usualDepositPaise),
          usualDepositPaise,
          members: labelledMembers,
        })
      }
      onSend={async (data, id) => {
        await sendFirst?.(data);
        await api.request('POST /api/collectives/{id}/meetings', {
          path: { id: groupId },
          body: { id, ...draftSheetBody(draft) },
        });
        keepNames(id, names);
        await onDone(id);
      }}
    >
      <AskBeforeLeaving isTyped={isTyped} />
      {fieldsAbove}
      <DayField draft={draft} onChange={change} name="heldOn" />
      <ShowNames api={api} memberIds={members.map(({ id }) => id)} onNames={setNames} />
      <div class="wide">
        <Fold label="grid" onToggle={setHasGrid}>
          <SheetGrid
            members={labelledMembers}
            draft={draft}
            usualDepositPaise={usualDepositPaise}
            owedPaise={ledger.data && owedBefore(ledger.data.members, postingsSinceDraft)}
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
        hasGrid={hasGrid}
        onChange={(entries) => change({ entries })}
      />
      <h3 class="wide">{t('books.lines')}</h3>
      <LineRows lines={draft.lines} borrowings={borrowings} onChange={(lines) => change({ lines })} />
      <Reading of={ledger}>
        {(currentLedger) => (
          <BalancesAfterDraft ledger={currentLedger} reversedPostings={reversedPostings} draft={draft} />
        )}
      </Reading>
      <CountFields draft={draft} onChange={change} />
    </Form>
  );
}

/** The errors of entries whose loan is still to be chosen. */
const loansMissing = (entries: DraftSheet['entries']): Errors =>
  Object.fromEntries(
    entries.flatMap(({ kind, loanId }, index) =>
      needsField(kind, 'loanId') && loanId === ''
        ? [[`entries.${index}.loanId`, t('books.loanMissing')]]
        : [],
    ),
  );

/** The number of recorded sheets of the draft's day. Reversed ones and the one that the draft corrects are left out. */
const countSheetsOfDay = (meetings: readonly Meeting[], { on, correction }: DraftSheet): number =>
  meetings.filter(
    ({ id, heldOn, reversed }) => heldOn === on && reversed === undefined && id !== correction?.corrects,
  ).length;

type Doubts = {
  /** The draft's day as a text. */
  readonly on: string;
  /** The number of recorded sheets of the draft's day; 0 also if the form doesn't ask about them. */
  readonly sameDayCount: number;
  /** The deposits that may have a digit too many. */
  readonly large: ReturnType<typeof largeDeposits>;
  readonly usualDepositPaise: number;
  readonly members: readonly LabelledMember[];
};

/**
 * The question that is asked before a sheet is sent: whether it is recorded already, or whether a deposit has a digit too many, or both. Undefined if
 * there is no such doubt.
 */
const questionOf = ({
  on,
  sameDayCount,
  large,
  usualDepositPaise,
  members,
}: Doubts): Confirmation | undefined => {
  const [firstLarge] = large;
  const largeDepositQuestion =
    firstLarge &&
    t('sheet.large.ask', {
      amount: formatRupees(firstLarge.amountPaise),
      usual: formatRupees(usualDepositPaise),
    });
  const listOfLarge = firstLarge && (
    <>
      <ul>
        {large.map(({ key, memberId, amountPaise }) => (
          <li key={key}>
            {members.find(({ id }) => id === memberId)?.label}: {formatRupees(amountPaise)}
          </li>
        ))}
      </ul>
      <p>{t('sheet.large')}</p>
    </>
  );
  if (sameDayCount > 0) {
    return {
      title: t('sheet.again.ask', { date: on }),
      explain: (
        <>
          <p>{t('sheet.again', { count: sameDayCount })}</p>
          {largeDepositQuestion !== undefined && <p>{largeDepositQuestion}</p>}
          {listOfLarge}
        </>
      ),
      buttonLabel: t('sheet.again.yes'),
    };
  }
  if (largeDepositQuestion === undefined) return undefined;
  return { title: largeDepositQuestion, explain: listOfLarge, buttonLabel: t('sheet.large.yes') };
};

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
