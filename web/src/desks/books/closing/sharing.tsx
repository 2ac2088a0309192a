import { useState } from 'preact/hooks';
import type { CashOrBank } from '../../../../../functions/shared/kinds/book-kinds.ts';
import type { Api } from '../../../api/client.ts';
import type { AnswerOf } from '../../../api/routes.ts';
import { Choice } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { showToast } from '../../../design/toast.tsx';
import { formatRupees } from '../../../i18n/format.ts';
import { openAddress } from '../../../session/desk-address.ts';
import { t } from '../../text.ts';
import { type DraftEntry, newEntry, newSheet } from '../drafts/draft.ts';
import type { GroupMember } from '../group-members.ts';
import { accountOptions } from '../line-rows.tsx';
import { SheetForm } from '../sheets/sheet-form.tsx';
import { ShowNames } from '../show-names.tsx';
import { SharesTable } from './shares-table.tsx';
import { type Sharer, type ShareWay, sharesOf, shareWays } from './year-end-rules.ts';

type Ledger = AnswerOf<'GET /api/collectives/{id}/ledger'>;

type SharingProps = {
  readonly api: Api;
  readonly groupId: string;
  readonly ledger: Ledger;
  readonly members: readonly GroupMember[];
  /** How often each member was present in the year, by her id. */
  readonly timesById: ReadonlyMap<string, number>;
};

/** Chooses how much is shared and how, shows each share, and opens the form of a sheet with the dividends. */
export function Sharing({ api, groupId, ledger, members, timesById }: SharingProps) {
  // The amount to share; undefined while the field is empty or has no amount.
  const [amountPaise = 0, setAmountPaise] = useState<number | undefined>(ledger.surplusPaise);
  const [way, setWay] = useState<ShareWay>('equally');
  // Proposes to pay the shares in cash if the cash suffices for the whole surplus, and otherwise from the bank.
  const [paidFrom, setPaidFrom] = useState<CashOrBank>(
    ledger.cashPaise >= ledger.surplusPaise ? 'cash' : 'bank',
  );
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const savingsById = new Map(ledger.members.map(({ memberId, savingsPaise }) => [memberId, savingsPaise]));
  const sharers = members.map(
    ({ id }): Sharer => ({
      memberId: id,
      savingsPaise: savingsById.get(id) ?? 0,
      timesPresent: timesById.get(id) ?? 0,
    }),
  );
  const { shares, remainderPaise } = sharesOf(amountPaise, sharers, way);
  const totalPaise = shares.reduce((sum, share) => sum + share.amountPaise, 0);
  const availablePaise = paidFrom === 'cash' ? ledger.cashPaise : ledger.bankPaise;
  const missingPaise = Math.max(totalPaise - availablePaise, 0);
  const isTooMuch = amountPaise > ledger.surplusPaise;
  if (isSheetOpen) {
    const entries = shares.map((share) =>
      newEntry({
        memberId: share.memberId,
        kind: 'dividend',
        amountPaise: share.amountPaise,
        account: paidFrom,
      }),
    );
    return <DividendSheet api={api} groupId={groupId} members={members} entries={entries} />;
  }
  return (
    <>
      <div class="fields">
        <RupeesField
          name="shared"
          label={t('yearEnd.shared')}
          hint={t('yearEnd.shared.hint')}
          paise={ledger.surplusPaise}
          onPaise={setAmountPaise}
        />
        <Choice
          name="way"
          label={t('yearEnd.way')}
          value={way}
          options={shareWays.map((each) => [each, t(`yearEnd.way.${each}`)])}
          onChoose={(chosen) => setWay(oneOf(shareWays, chosen) ?? 'equally')}
        />
        <Choice
          name="account"
          label={t('yearEnd.from')}
          value={paidFrom}
          options={accountOptions()}
          onChoose={(chosen) => setPaidFrom(chosen === 'bank' ? 'bank' : 'cash')}
        />
      </div>
      <ShowNames api={api} memberIds={members.map(({ id }) => id)} onNames={setNames} />
      <SharesTable members={members} names={names} sharers={sharers} shares={shares} />
      <p role="status">
        {t('yearEnd.total', { total: formatRupees(totalPaise), rest: formatRupees(remainderPaise) })}
      </p>
      {isTooMuch && <p class="warning">{t('code.insufficient_surplus')}</p>}
      {missingPaise > 0 && (
        <p class="warning">
          {t(paidFrom === 'cash' ? 'books.missing.cash' : 'books.missing.bank', {
            amount: formatRupees(missingPaise),
          })}
        </p>
      )}
      <p>
        <button
          type="button"
          class="primary small"
          disabled={shares.length === 0 || isTooMuch || missingPaise > 0}
          onClick={() => setSheetOpen(true)}
        >
          {t('yearEnd.prepare')}
        </button>
      </p>
    </>
  );
}

/** The form of the sheet with the dividends, which the meeting confirms. */
function DividendSheet({
  api,
  groupId,
  members,
  entries,
}: Pick<SharingProps, 'api' | 'groupId' | 'members'> & { readonly entries: readonly DraftEntry[] }) {
  return (
    <section aria-label={t('yearEnd.sheet')}>
      <h3>{t('yearEnd.sheet')}</h3>
      <p class="soft">{t('yearEnd.sheet.explain')}</p>
      <SheetForm
        api={api}
        groupId={groupId}
        members={members}
        initialDraft={newSheet(members, entries)}
        onDone={(id) => {
          showToast(() => t('saved'));
          openAddress('groups', groupId, id);
        }}
      />
    </section>
  );
}
