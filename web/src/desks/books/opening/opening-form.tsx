import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { DateField } from '../../../design/fields/date-field.tsx';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { Tick } from '../../../design/fields/tick.tsx';
import { todayInIndia } from '../../../i18n/today.ts';
import { Form } from '../../frame/forms/form.tsx';
import { t } from '../../text.ts';
import { AskBeforeLeaving } from '../drafts/ask-before-leaving.tsx';
import type { MemberWithCode } from '../group-members.ts';
import { ShowNames } from '../show-names.tsx';
import {
  type DraftMember,
  type DraftOpening,
  draftOpeningBody,
  emptyOpening,
  listedMembers,
  openingBalances,
  openingDifference,
  sortByName,
} from './opening-draft.ts';
import { BorrowingRows } from './opening-loans.tsx';
import { OpeningMemberRow } from './opening-member-row.tsx';
import { OpeningAccount, OpeningTotals } from './opening-totals.tsx';

type OpeningFormProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly members: readonly MemberWithCode[];
  readonly onDone: () => unknown;
};

/** The fields for the balances of the group itself. */
const balanceFields = [
  { name: 'cash', draftKey: 'cashPaise', label: 'opening.cash' },
  { name: 'bank', draftKey: 'bankPaise', label: 'opening.bank' },
  { name: 'grants', draftKey: 'grantsPaise', label: 'opening.grants' },
  { name: 'surplus', draftKey: 'surplusPaise', label: 'opening.surplus' },
] as const;

/** The desk's form of an opening: the balances in a group's own book on the day from which its books are kept here. */
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
  // The request lists the members in another order than the page, and not all of a large group. The API's errors name a member
  // by her index in the request.
  const indexInRequest = new Map(listedMembers(draft).map((member, index) => [member, index]));
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
        <OpeningMemberRow
          key={member.memberId}
          place={indexInRequest.get(member) ?? member.memberId}
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

/** The tick that the surplus is a loss. `Tick` takes no handler, so the element around it listens to its input. */
const LossTick = ({ isLoss, onChange }: { isLoss: boolean; onChange: (isLoss: boolean) => void }) => (
  <div onInput={({ target }) => target instanceof HTMLInputElement && onChange(target.checked)}>
    <Tick name="isLoss" label={t('opening.isLoss')} isTicked={isLoss} />
  </div>
);
