import { useState } from 'preact/hooks';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { DateText } from '../../../design/date.tsx';
import { RupeesField } from '../../../design/fields/rupees-field.tsx';
import { showToast } from '../../../design/toast.tsx';
import { formatDate, formatRupees } from '../../../i18n/format.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { hrefOf, openAddress } from '../../../session/desk-address.ts';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { type MessageKey, t } from '../../text.ts';
import { kindText } from '../book-words.ts';
import { emptyDetails, newLine } from '../drafts/draft.ts';
import { VoucherForm } from '../vouchers/voucher-form.tsx';
import {
  type BankLine,
  type BankRecord,
  type DifferenceHint,
  hintOf,
  linesSinceConfirmed,
} from './bank-rules.ts';

const hintKeys: Readonly<Record<DifferenceHint, MessageKey>> = {
  not_in_passbook: 'bank.hint.not_in_passbook',
  twice_in_passbook: 'bank.hint.twice_in_passbook',
  wrong_way: 'bank.hint.wrong_way',
};

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

/** The desk's page that compares a group's books with its bank's passbook, and helps to explain a difference. */
export function Bank({ api, groupId }: { readonly api: Api; readonly groupId: string }) {
  const language = useLanguage();
  const [passbookPaise, setPassbookPaise] = useState<number>();
  const bank = useRead(['bank', groupId], () => readBank(api, groupId));
  return (
    <OpenedRecord backLabel="collective" backTo={['groups', groupId]} title={t('bank')}>
      <Reading of={bank}>
        {({ bankPaise, confirmed, lines }) => {
          // 0 while she has typed no balance: then no line has a hint.
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
                  {differencePaise === 0
                    ? t('bank.agrees')
                    : t(differencePaise > 0 ? 'bank.more' : 'bank.less', {
                        amount: formatRupees(Math.abs(differencePaise)),
                      })}
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

type BankLinesProps = {
  readonly groupId: string;
  readonly lines: readonly BankLine[];
  readonly differencePaise: number;
};

function BankLines({ groupId, lines, differencePaise }: BankLinesProps) {
  const lineText = (line: BankLine): string =>
    line.isReversal ? `${kindText(line)} (${t('reversed')})` : kindText(line);
  const hintText = (line: BankLine): string => {
    const hint = hintOf(differencePaise, line);
    return hint === undefined ? '' : t(hintKeys[hint]);
  };
  return (
    <>
      <h3>{t('bank.lines')}</h3>
      <DeskTable
        list="bankLines"
        loggedIdsOf={() => []}
        caption={t('bank.lines')}
        empty={t('bank.nothing')}
        rows={lines.map((line, index) => ({ ...line, index }))}
        keyOf={({ index }) => String(index)}
        columns={[
          {
            key: 'on',
            title: t('on'),
            value: ({ on }) => on,
            cell: ({ id, type, on }) => (
              <a
                href={
                  type === 'meeting'
                    ? hrefOf('groups', groupId, id)
                    : hrefOf('groups', groupId, 'vouchers', id)
                }
              >
                <DateText on={on} />
              </a>
            ),
            exported: true,
          },
          { key: 'kind', title: t('kind'), value: lineText, exported: true },
          { key: 'amount', title: t('amount'), value: ({ paise }) => paise, isMoney: true, exported: true },
          { key: 'hint', title: t('bank.hint'), value: hintText },
        ]}
      />
    </>
  );
}
