import { useState } from 'preact/hooks';
import { needsField } from '../../../../../functions/shared/kinds/book-kinds.ts';
import { readList } from '../../../api/pages.ts';
import type { Errors } from '../../../design/fields/labelled-field.tsx';
import { formatDate } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Fold } from '../../frame/fold.tsx';
import { Form } from '../../frame/forms/form.tsx';
import type { Meeting } from '../../frame/lists/record-types.ts';
import { Reading, useRead } from '../../frame/reading.tsx';
import { useGroup } from '../../questions/leaders.tsx';
import { t } from '../../text.ts';
import { BalancesAfterDraft } from '../balances-after-draft.tsx';
import type { Borrowing } from '../book-words.ts';
import { AskBeforeLeaving } from '../drafts/ask-before-leaving.tsx';
import type { DraftSheet } from '../drafts/draft.ts';
import { draftSheetBody } from '../drafts/draft-body.ts';
import { type BooksFormProps, useBooksDraft } from '../drafts/use-books-draft.ts';
import { type MemberWithCode, sortedAsOnPaper } from '../group-members.ts';
import { LineRows } from '../line-rows.tsx';
import { CountFields, DayField } from '../sheet-and-voucher-fields.tsx';
import { keepNames, ShowNames } from '../show-names.tsx';
import { AttendanceMarks } from './attendance-marks.tsx';
import type { LabelledMember } from './entry-rows.tsx';
import { largeDeposits } from './large-deposits.ts';
import { entriesAfter, owedBefore } from './owed-before.ts';
import { countSheetsOfDay, questionOf } from './sheet-doubts.tsx';
import { SheetEntries } from './sheet-entries.tsx';
import { SheetGrid } from './sheet-grid.tsx';

type SheetFormProps = BooksFormProps<DraftSheet> & {
  /** The members who may be listed on the sheet. */
  readonly members: readonly MemberWithCode[];
  /** Whether to ask before a second sheet of the same day is sent, since it may be the same sheet again. */
  readonly asksOfSameDay?: boolean;
};

/** One page has the latest hundred sheets. They are enough to find the sheets beside a paper of the last months. */
const maxPagesOfSheets = 1;

/** The desk's sheet form: enters or corrects a meeting's sheet that a leader brought on paper. */
export function SheetForm(props: SheetFormProps) {
  const { api, groupId } = props;
  const books = useBooksDraft(props);
  const group = useGroup(api, groupId);
  const meetings = useRead(['sheets of', groupId], () =>
    readList(api, 'GET /api/collectives/{id}/meetings', { path: { id: groupId } }, maxPagesOfSheets),
  );
  // The form waits for the recorded sheets and the usual deposit: by them it asks whether the sheet is recorded already, and
  // whether a deposit has a digit too many.
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

/** The form itself, once the group's records are read. */
function SheetFields({ books, borrowings, usualDepositPaise, sheets, ...props }: SheetFieldsProps) {
  const { api, groupId, members, asksOfSameDay = false, onDone } = props;
  const { reversedPostings = [], sendFirst, fieldsAbove } = props;
  const { draft, change, isTyped, ledger } = books;
  const language = useLanguage();
  // Whether the grid is open.
  const [hasGrid, setHasGrid] = useState(false);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const labelledMembers = labelMembers(members, names);
  // The ledger has these postings already: of the sheet that this draft corrects, and of later sheets. The grid takes them off again, to
  // show what each woman owed before this sheet.
  const postingsFromDraftOn = [
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
            owedPaise={ledger.data && owedBefore(ledger.data.members, postingsFromDraftOn)}
            onChange={change}
          />
        </Fold>
      </div>
      <AttendanceMarks
        members={labelledMembers}
        attendance={draft.attendance}
        onChange={(attendance) => change({ attendance })}
      />
      <SheetEntries
        api={api}
        draft={draft}
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

/** The members as the form offers them. The paper has names and no codes: once names are shown, they stand before the codes. */
const labelMembers = (
  members: readonly MemberWithCode[],
  names: ReadonlyMap<string, string>,
): readonly LabelledMember[] =>
  sortedAsOnPaper(members, names).map(({ id, code }) => {
    const name = names.get(id);
    return { id, label: name === undefined ? code : `${name} · ${code}` };
  });

/** The errors of entries whose loan is still to be chosen. */
const loansMissing = (entries: DraftSheet['entries']): Errors =>
  Object.fromEntries(
    entries.flatMap(({ kind, loanId }, index) =>
      needsField(kind, 'loanId') && loanId === ''
        ? [[`entries.${index}.loanId`, t('books.loanMissing')]]
        : [],
    ),
  );
