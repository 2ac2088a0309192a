import { type ComponentChildren, Fragment } from 'preact';
import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { requiredTextOf } from '../../../design/fields/form-data.ts';
import { showToast } from '../../../design/toast.tsx';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { hrefOf } from '../../../session/desk-address.ts';
import { ChangeForm } from '../../frame/forms/change-form.tsx';
import type { Collective } from '../../frame/lists/record-types.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { type MessageKey, t } from '../../text.ts';
import { emptyDetails, newEntry, newLine, newSheet } from '../drafts/draft.ts';
import { type GroupMember, useGroupMembers } from '../group-members.ts';
import { SheetForm } from '../sheets/sheet-form.tsx';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import {
  areBooksEmpty,
  borrowingRepaymentLines,
  finalShares,
  handOverLines,
  loanEndEntries,
  type OpenLoan,
  type ProposedEntry,
  type ProposedLine,
  type RemainingBooks,
  setOffs,
  withdrawals,
} from './closing-rules.ts';

type ClosingProps = { readonly api: Api; readonly groupId: string };

type Books = {
  readonly ledger: RemainingBooks;
  readonly loans: readonly OpenLoan[];
  readonly group: Collective;
};

async function readBooks(api: Api, id: string): Promise<Books> {
  const path = { id };
  const [ledger, group] = await Promise.all([
    api.request('GET /api/collectives/{id}/ledger', { path }),
    api.request('GET /api/collectives/{id}', { path }),
  ]);
  // The ledger has only the sum of each member's loans, so the loans themselves are read member by member.
  const owingMembers = ledger.members.filter(({ loansOutstandingPaise }) => loansOutstandingPaise > 0);
  const loans = await Promise.all(
    owingMembers.map(async ({ memberId }) => {
      const savings = await api.request('GET /api/members/{id}/savings', { path: { id: memberId } });
      return savings.loans.flatMap(({ loanId, outstandingPaise }) =>
        outstandingPaise === 0 ? [] : [{ memberId, loanId, outstandingPaise }],
      );
    }),
  );
  return { ledger, loans: loans.flat(), group };
}

/** What a step proposes: entries of a sheet, or lines of a voucher. */
type Proposal = { readonly entries: readonly ProposedEntry[] } | { readonly lines: readonly ProposedLine[] };

/** A step that was begun with its button, and what it proposes. */
type StepDraft = Proposal & { readonly stepName: MessageKey };

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
                <Steps
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

type StepsProps = {
  readonly books: Books;
  /** The women who are in the group today. */
  readonly members: readonly GroupMember[];
  readonly onBegin: (draft: StepDraft) => void;
};

function Steps({ books: { ledger, loans }, members, onBegin }: StepsProps) {
  const stepButton = (stepName: MessageKey, proposal: Proposal) => (
    <button type="button" class="second small" onClick={() => onBegin({ stepName, ...proposal })}>
      {t(stepName)}
    </button>
  );
  const setOffEntries = setOffs(ledger, loans);
  const shares = finalShares(
    ledger,
    members.map(({ id }) => id),
  );
  // None of these balances is below 0, so the sum is 0 only if each of them is.
  const isSettled =
    ledger.loansOutstandingPaise + ledger.borrowingsOutstandingPaise + ledger.savingsPaise === 0;
  const moneyPaise = ledger.cashPaise + ledger.bankPaise;
  return (
    <ol class="checklist">
      <Step title="closing.loans" paise={ledger.loansOutstandingPaise}>
        {setOffEntries.length > 0 && stepButton('closing.setOff', { entries: setOffEntries })}
        {stepButton('closing.repaid', { entries: loanEndEntries(loans, 'repayment') })}
        {stepButton('closing.writeOff', { entries: loanEndEntries(loans, 'write_off') })}
      </Step>
      <Step title="closing.borrowings" paise={ledger.borrowingsOutstandingPaise}>
        {stepButton('closing.repay', { lines: borrowingRepaymentLines(ledger) })}
      </Step>
      <Step title="closing.savings" paise={ledger.savingsPaise}>
        {stepButton('closing.payOut', { entries: withdrawals(ledger) })}
        {moneyPaise < ledger.savingsPaise && (
          <p class="warning">
            {t('closing.tooLittle', { amount: formatRupees(ledger.savingsPaise - moneyPaise) })}
          </p>
        )}
      </Step>
      <Step title="closing.rest" paise={isSettled ? moneyPaise : undefined}>
        {shares.length > 0 && stepButton('closing.share', { entries: shares })}
        {stepButton('closing.handOver', { lines: handOverLines(ledger) })}
      </Step>
      <MembersStep members={members} isPaidOut={isSettled && moneyPaise === 0} />
    </ol>
  );
}

/** The last step: each woman in the group moves to another or is recorded as having left, on her own page. */
function MembersStep({
  members,
  isPaidOut,
}: {
  readonly members: readonly GroupMember[];
  /** Whether nothing remains to settle, share or hand over. */
  readonly isPaidOut: boolean;
}) {
  const count = members.length;
  const content = () => {
    if (count === 0) return <p>{t('closing.done')}</p>;
    if (!isPaidOut) return <p class="soft">{t('closing.wait')}</p>;
    return (
      <>
        <p>{t('closing.members.left', { count })}</p>
        <p>
          {members.map(({ id, code }) => (
            <Fragment key={id}>
              <a href={hrefOf('members', id)}>{code}</a>{' '}
            </Fragment>
          ))}
        </p>
      </>
    );
  };
  return (
    <li class={count === 0 ? 'done' : ''}>
      <h3>{t('closing.members')}</h3>
      {content()}
    </li>
  );
}

type StepProps = {
  readonly title: MessageKey;
  /** How much money this step has still to settle; undefined while it waits for the steps before it. */
  readonly paise: number | undefined;
  /** The buttons that begin the step, shown while something is left to settle. */
  readonly children: ComponentChildren;
};

function Step({ title, paise, children }: StepProps) {
  const content = () => {
    if (paise === undefined) return <p class="soft">{t('closing.wait')}</p>;
    if (paise === 0) return <p>{t('closing.done')}</p>;
    return (
      <>
        <p>{t('closing.left', { amount: formatRupees(paise) })}</p>
        <div class="actions">{children}</div>
      </>
    );
  };
  return (
    <li class={paise === 0 ? 'done' : ''}>
      <h3>{t(title)}</h3>
      {content()}
    </li>
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

/** The texts for what the group still has, if the server refused to close it: the number of its women, or the balances that are not 0. */
const obstaclesIn = (failure: unknown): readonly string[] => {
  if (!(failure instanceof Problem)) return [];
  const { document } = failure;
  const balances = [
    ['cash', document.cashPaise],
    ['groups.bank', document.bankPaise],
    ['savings', document.savingsPaise],
    ['loans', document.loansOutstandingPaise],
    ['borrowings', document.borrowingsOutstandingPaise],
  ] as const;
  return [
    ...(typeof document.count === 'number' ? [t('closing.members.left', { count: document.count })] : []),
    ...balances.flatMap(([label, paise]) =>
      typeof paise === 'number' && paise !== 0 ? [`${t(label)}: ${formatRupees(paise)}`] : [],
    ),
  ];
};

type CloseGroupProps = {
  readonly api: Api;
  readonly books: Books;
  /** Whether nothing is in the books and nobody in the group. */
  readonly isEmpty: boolean;
  readonly onDone: () => unknown;
};

function CloseGroup({ api, books: { group }, isEmpty, onDone }: CloseGroupProps) {
  const language = useLanguage();
  const [obstacles, setObstacles] = useState<readonly string[]>([]);
  if (group.closedOn !== undefined) {
    return <p class="notice">{t('closing.closed', { day: formatDate(group.closedOn, language) })}</p>;
  }
  return (
    <>
      {/* The form can be sent even so: the server decides by the books as they are then, and says what remains. */}
      {!isEmpty && <p class="soft">{t('closing.wait')}</p>}
      <ChangeForm
        label="closing.close"
        submit="closing.close"
        version={group.version}
        onSend={async (data, ifMatch) => {
          setObstacles([]);
          try {
            return await api.request('PATCH /api/collectives/{id}', {
              path: { id: group.id },
              ifMatch,
              body: { closedOn: requiredTextOf(data, 'closedOn') },
            });
          } catch (failure) {
            setObstacles(obstaclesIn(failure));
            throw failure;
          }
        }}
        confirm={() => ({
          title: t('closing.ask', { name: group.name }),
          explain: <p>{t('closing.will')}</p>,
          buttonLabel: t('closing.yes'),
        })}
        onChanged={onDone}
      >
        <DateField name="closedOn" label={t('closedOn')} value={todayInIndia()} max={todayInIndia()} />
      </ChangeForm>
      {obstacles.length > 0 && (
        <ul class="plain" aria-label={t('closing.missing')}>
          {obstacles.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}
