import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { showToast } from '../../../design/toast.tsx';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { openAddress } from '../../../session/desk-address.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { emptyDetails, newLine } from '../drafts/draft.ts';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import { BankLines } from './bank-lines.tsx';
import { type BankRecord, linesSinceConfirmed } from './bank-rules.ts';

/** Reads the group's balance at the bank by its books, the last balance that the passbook confirmed, and the bank's lines since then. */
async function readBank(api: Api, id: string) {
  const path = { id };
  const [ledger, meetings, vouchers] = await Promise.all([
    api.request('GET /api/collectives/{id}/ledger', { path }),
    readList(api, 'GET /api/collectives/{id}/meetings', { path }),
    readList(api, 'GET /api/collectives/{id}/vouchers', { path }),
  ]);
  const records: BankRecord[] = [
    ...meetings.items.map((meeting) => ({
      ...meeting,
      type: 'meeting' as const,
      on: meeting.heldOn,
      postings: [...meeting.entries, ...(meeting.lines ?? [])],
      reversedAt: meeting.reversed?.at,
    })),
    ...vouchers.items.map((voucher) => ({
      ...voucher,
      type: 'voucher' as const,
      postings: voucher.lines,
      reversedAt: voucher.reversed?.at,
    })),
  ];
  return { bankPaise: ledger.bankPaise, ...linesSinceConfirmed(records) };
}

/** What the passbook has more or less than the books. */
function differenceText(differencePaise: number): string {
  if (differencePaise === 0) return t('bank.agrees');
  const amount = formatRupees(Math.abs(differencePaise));
  return t(differencePaise > 0 ? 'bank.more' : 'bank.less', { amount });
}

/** The desk's page that compares a group's books with its bank's passbook, and helps to explain a difference. */
export function Bank({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  const language = useLanguage();
  const [passbookPaise, setPassbookPaise] = useState<number>();
  const bank = useRead(['bank', groupId], () => readBank(api, groupId));
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('bank')}>
      <Reading of={bank}>
        {({ bankPaise, confirmed, lines }) => {
          // 0 while she has typed no balance, so that no line has a hint.
          const differencePaise = passbookPaise === undefined ? 0 : passbookPaise - bankPaise;
          return (
            <>
              <dl class="facts">
                <dt>{t('bank.books')}</dt>
                <dd>{formatRupees(bankPaise)}</dd>
                <dt>{t('bank.confirmed')}</dt>
                <dd>
                  {confirmed === undefined
                    ? t('bank.never')
                    : `${formatRupees(confirmed.paise)}, ${formatDate(confirmed.on, language)}`}
                </dd>
              </dl>
              <div class="fields">
                <RupeesField
                  name="passbook"
                  label={t('bank.passbook')}
                  hint={t('bank.passbook.hint')}
                  onPaise={setPassbookPaise}
                />
              </div>
              {passbookPaise !== undefined && (
                <p class={differencePaise === 0 ? 'notice' : 'warning'} role="status">
                  {differenceText(differencePaise)}
                </p>
              )}
              <BankLines groupId={groupId} lines={lines} differencePaise={differencePaise} />
              {passbookPaise !== undefined && differencePaise !== 0 && (
                <section aria-label={t('bank.explain')}>
                  <h3>{t('bank.explain')}</h3>
                  <p class="soft">{t('bank.explain.how')}</p>
                  <VoucherForm
                    // Another balance starts the form anew.
                    key={passbookPaise}
                    api={api}
                    groupId={groupId}
                    // A first guess that she can change: the books lack interest from the bank, or a charge by it.
                    initialDraft={{
                      ...emptyDetails(todayInIndia()),
                      bankBalancePaise: passbookPaise,
                      lines: [
                        newLine({
                          kind: differencePaise > 0 ? 'bank_interest' : 'bank_charge',
                          amountPaise: Math.abs(differencePaise),
                        }),
                      ],
                    }}
                    onDone={(id) => {
                      showToast(() => t('saved'));
                      openAddress('groups', groupId, 'vouchers', id);
                    }}
                  />
                </section>
              )}
            </>
          );
        }}
      </Reading>
    </OpenedRecord>
  );
}
