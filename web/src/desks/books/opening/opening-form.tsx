import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../../api/client.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { Tick } from '../../../design/fields/field.tsx';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';
import { accountRowText } from '../accounts/account-row-text.ts';
import { AccountView } from '../accounts/account-view.tsx';
import { AskBeforeLeaving } from '../drafts/ask-before-leaving.tsx';
import type { MemberWithCode } from '../group-members.ts';
import { ShowNames } from '../show-names.tsx';
import {
  type DraftLoan,
  type DraftMember,
  type DraftOpening,
  draftOpeningBody,
  emptyOpening,
  listedMembers,
  openingAccount,
  openingBalances,
  openingDifference,
  sortByName,
} from './opening-draft.ts';
import { BorrowingRows, LoanFields } from './opening-loans.tsx';

type OpeningFormProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly members: readonly MemberWithCode[];
  readonly onDone: () => unknown;
};

const newOpeningLoan = (): DraftLoan => ({
  key: v7(),
  loanId: v7(),
  disbursedOn: '',
  principalPaise: undefined,
  outstandingPaise: undefined,
  terms: {},
});

/** The fields for the balances of the group itself. */
const balanceFields = [
  { name: 'cash', draftKey: 'cashPaise', label: 'opening.cash' },
  { name: 'bank', draftKey: 'bankPaise', label: 'opening.bank' },
  { name: 'grants', draftKey: 'grantsPaise', label: 'opening.grants' },
  { name: 'surplus', draftKey: 'surplusPaise', label: 'opening.surplus' },
] as const;

/**
 * The desk's form of an opening: for the balances in a group's own book on the day from which its books are kept here.
 */
export function OpeningForm({ api, groupId, members, onDone }: OpeningFormProps) {
  const [emptyDraft] = useState(() =>
    emptyOpening(
      members.map(({ id }) => id),
      todayInIndia(),
    ),
  );
  const [draft, setDraft] = useState(emptyDraft);
  const change = (part: Partial<DraftOpening>) => setDraft((before) => ({ ...before, ...part }));
  const changeMember = (memberId: string, part: Partial<DraftMember>) =>
    setDraft((before) => ({
      ...before,
      members: before.members.map((one) => (one.memberId === memberId ? { ...one, ...part } : one)),
    }));
  const codes = new Map(members.map(({ id, code }) => [id, code]));
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  // Each change makes a new draft: nothing was typed while it is still the empty one.
  const isTyped = draft !== emptyDraft;
  const differencePaise = openingDifference(draft);
  // On the page the members are sorted by name, and the request of a large group does not list them all.
  const indices = new Map(listedMembers(draft).map((member, index) => [member, index]));
  // An empty opening has no difference either, but there is nothing to record.
  const isReady = differencePaise === 0 && Object.values(openingBalances(draft)).some((paise) => paise !== 0);
  return (
    <Form
      label="opening.enter"
      done={null}
      isReady={isReady}
      confirm={() => ({
        title: t('opening.ask'),
        explain: (
          <>
            <OpeningTotals draft={draft} />
            <p>{t('opening.will')}</p>
          </>
        ),
        buttonLabel: t('opening.yes'),
      })}
      onSend={async (_data, id) => {
        await api.request('POST /api/collectives/{id}/opening', {
          path: { id: groupId },
          body: { id, ...draftOpeningBody(draft) },
        });
        await onDone();
      }}
    >
      <AskBeforeLeaving isTyped={isTyped} />
      <DateField
        name="asOf"
        label={t('opening.asOf')}
        value={draft.asOf}
        max={todayInIndia()}
        onDate={(asOf) => change({ asOf })}
      />
      {balanceFields.map(({ name, draftKey, label }) => (
        <RupeesField
          key={name}
          name={name}
          label={t(label)}
          paise={draft[draftKey]}
          isOptional
          onPaise={(paise) => change({ [draftKey]: paise })}
        />
      ))}
      <LossTick isLoss={draft.isLoss} onChange={(isLoss) => change({ isLoss })} />
      <h3 class="wide">{t('opening.members')}</h3>
      <ShowNames api={api} memberIds={members.map(({ id }) => id)} onNames={setNames} />
      {sortByName(draft.members, names).map((member) => (
        <MemberRow
          key={member.memberId}
          place={indices.get(member) ?? member.memberId}
          // The draft has these members only, so each has a code.
          code={codes.get(member.memberId) ?? ''}
          name={names.get(member.memberId)}
          member={member}
          asOf={draft.asOf}
          onChange={(part) => changeMember(member.memberId, part)}
        />
      ))}
      <h3 class="wide">{t('borrowings')}</h3>
      <BorrowingRows
        borrowings={draft.borrowings}
        asOf={draft.asOf}
        onChange={(borrowings) => change({ borrowings })}
      />
      <OpeningAccount draft={draft} differencePaise={differencePaise} isTyped={isTyped} />
    </Form>
  );
}

/** The totals of both sides with their rows. The form shows them in the question that it asks before the opening is recorded. */
function OpeningTotals({ draft }: { readonly draft: DraftOpening }) {
  const { left, right } = openingAccount(openingBalances(draft));
  return (
    <dl class="facts">
      {[left, right].map(({ title, rows, totalPaise }) => (
        <Fragment key={title}>
          <dt>{t(title)}</dt>
          <dd>
            <strong>{formatRupees(totalPaise)}</strong>
            {rows.map((row) => (
              <span class="part" key={accountRowText(row, t)}>
                {accountRowText(row, t)}: {formatRupees(row.paise)}
              </span>
            ))}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Ticked if the surplus is a loss. A tick has no handler of its own, so the frame around it catches its input. */
const LossTick = ({ isLoss, onChange }: { isLoss: boolean; onChange: (isLoss: boolean) => void }) => (
  <div onInput={({ target }) => target instanceof HTMLInputElement && onChange(target.checked)}>
    <Tick name="isLoss" label={t('opening.isLoss')} isTicked={isLoss} />
  </div>
);

type OpeningAccountProps = {
  readonly draft: DraftOpening;
  readonly differencePaise: number;
  readonly isTyped: boolean;
};

/** The opening as an account, and by how much its sides still differ. */
function OpeningAccount({ draft, differencePaise, isTyped }: OpeningAccountProps) {
  const language = useLanguage();
  return (
    <div class="wide">
      <AccountView
        account={openingAccount(openingBalances(draft))}
        languages={[{ lang: language, say: t }]}
      />
      {isTyped && (
        <p class={differencePaise === 0 ? 'notice in-sight' : 'warning in-sight'} role="status">
          {differencePaise === 0
            ? t('opening.holds')
            : t(differencePaise > 0 ? 'opening.tooMuch' : 'opening.tooLittle', {
                amount: formatRupees(Math.abs(differencePaise)),
              })}
        </p>
      )}
    </div>
  );
}

type MemberRowProps = {
  /** The member's index in the request, which the API's errors name; her id if the request does not list her. */
  readonly place: number | string;
  readonly code: string;
  /** The member's name; undefined until names are shown. */
  readonly name: string | undefined;
  readonly member: DraftMember;
  readonly asOf: string;
  readonly onChange: (part: Partial<DraftMember>) => void;
};

function MemberRow({ place, code, name, member: { savingsPaise, loans }, asOf, onChange }: MemberRowProps) {
  const namePrefix = `members.${place}`;
  return (
    <fieldset class="row wide">
      <legend>
        {name !== undefined && <bdi>{name} · </bdi>}
        {code}
      </legend>
      <div class="fields">
        <RupeesField
          name={`${namePrefix}.savings`}
          label={t('opening.savings')}
          paise={savingsPaise}
          isOptional
          onPaise={(paise) => onChange({ savingsPaise: paise })}
        />
      </div>
      {loans.map((loan, loanIndex) => (
        <fieldset class="row" key={loan.key}>
          <legend>{t('opening.loan', { number: loanIndex + 1 })}</legend>
          <LoanFields
            namePrefix={`${namePrefix}.loans.${loanIndex}`}
            dateField="disbursedOn"
            loan={loan}
            asOf={asOf}
            onChange={(part) =>
              onChange({ loans: loans.map((one) => (one.key === loan.key ? { ...one, ...part } : one)) })
            }
            onRemove={() => onChange({ loans: loans.filter(({ key }) => key !== loan.key) })}
          />
        </fieldset>
      ))}
      <button type="button" class="link" onClick={() => onChange({ loans: [...loans, newOpeningLoan()] })}>
        {t('opening.addLoan')}
      </button>
    </fieldset>
  );
}
