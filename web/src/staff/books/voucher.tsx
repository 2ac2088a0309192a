import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { TextField } from '../../design/field.tsx';
import { requiredTextOf } from '../../design/form-data.ts';
import { formatDate, formatRupees } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { hrefOf } from '../../session/desk-address.ts';
import { DeskTable } from '../frame/desk-table.tsx';
import { Fold } from '../frame/fold.tsx';
import { Form } from '../frame/form.tsx';
import { Opened } from '../frame/opened.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';
import { kindText } from './book-words.ts';
import { hasAccount } from './fields-of-kind.ts';
import { borrowingText } from './line-rows.tsx';

export type OneVoucher = AnswerOf<'GET /api/collectives/{id}/vouchers/{voucherId}'>;

type VoucherProps = { readonly api: Api; readonly groupId: string; readonly id: string };

export const useVoucher = (api: Api, groupId: string, id: string) =>
  useRead(['voucher', id], () =>
    api.request('GET /api/collectives/{id}/vouchers/{voucherId}', { path: { id: groupId, voucherId: id } }),
  );

/** The desk's page of one voucher; it can be corrected and taken back. */
export function VoucherPage({ api, groupId, id }: VoucherProps) {
  const language = useLanguage();
  const voucher = useVoucher(api, groupId, id);
  return (
    <Reading of={voucher}>
      {(one) => {
        const day = formatDate(one.on, language);
        return (
          <Opened back="vouchers" backTo={['groups', groupId, 'vouchers']} title={t('voucher.of', { day })}>
            {one.reversed !== undefined && (
              <p class="warning">
                {t('voucher.reversed')}: {one.reversed.reason}
              </p>
            )}
            <VoucherFacts api={api} groupId={groupId} voucher={one} />
            {one.reversed === undefined && (
              <>
                <p>
                  <a class="second small button" href={hrefOf('groups', groupId, 'vouchers', id, 'correct')}>
                    {t('books.correct')}
                  </a>
                </p>
                <Fold label="voucher.reverse">
                  <p class="soft">{t('reverse.explain')}</p>
                  <Form
                    label="voucher.reverse"
                    submit="voucher.reverse"
                    confirm={() => ({
                      title: t('voucher.reverse.ask', { day }),
                      explain: <p>{t('voucher.reverse.will')}</p>,
                      confirm: t('reverse.yes'),
                    })}
                    onSend={async (data, reversalId) => {
                      await api.request('POST /api/collectives/{id}/vouchers/{voucherId}/reversal', {
                        path: { id: groupId, voucherId: id },
                        body: { id: reversalId, reason: requiredTextOf(data, 'reason') },
                      });
                      await voucher.refetch();
                    }}
                  >
                    <TextField name="reason" label={t('reason')} />
                  </Form>
                </Fold>
              </>
            )}
          </Opened>
        );
      }}
    </Reading>
  );
}

type VoucherFactsProps = { readonly api: Api; readonly groupId: string; readonly voucher: OneVoucher };

/** On the desk's page of a recorded voucher, its facts: its lines, what was counted, and its note. */
export function VoucherFacts({ api, groupId, voucher }: VoucherFactsProps) {
  const { id, lines, cashCountedPaise, bankBalancePaise, note } = voucher;
  return (
    <>
      <LinesTable api={api} groupId={groupId} of={id} lines={lines} />
      <dl class="facts">
        <dt>{t('books.cashCounted')}</dt>
        <dd>{cashCountedPaise === undefined ? t('sheet.uncounted') : formatRupees(cashCountedPaise)}</dd>
        <dt>{t('books.bankBalance')}</dt>
        <dd>{bankBalancePaise === undefined ? '–' : formatRupees(bankBalancePaise)}</dd>
        <dt>{t('books.noted')}</dt>
        <dd>{note ?? t('countNote.none')}</dd>
      </dl>
    </>
  );
}

type LinesTableProps = {
  readonly api: Api;
  readonly groupId: string;
  /** The id of the sheet or voucher. */
  readonly of: string;
  readonly lines: OneVoucher['lines'];
};

/** The table of the group's lines on a recorded sheet or voucher. */
export function LinesTable({ api, groupId, of, lines }: LinesTableProps) {
  const hasBorrowings = lines.some((line) => 'borrowingId' in line);
  const borrowings = useRead(['borrowings', groupId, hasBorrowings], async () =>
    hasBorrowings
      ? readList(api, 'GET /api/collectives/{id}/borrowings', { path: { id: groupId } })
      : { items: [], isWhole: true },
  );
  const named = new Map(borrowings.data?.items.map((one) => [one.id, borrowingText(one)]));
  return (
    <DeskTable
      list="lines"
      idsOf={() => [of]}
      caption={t('books.lines')}
      empty={t('nothing')}
      rows={lines.map((line, index) => ({ line, index }))}
      keyOf={({ index }) => String(index)}
      columns={[
        {
          key: 'kind',
          title: t('kind'),
          value: ({ line }) => kindText(line),
          cell: ({ line }) =>
            'borrowingId' in line
              ? `${kindText(line)} (${named.get(line.borrowingId) ?? '…'})`
              : kindText(line),
          exported: true,
        },
        {
          key: 'account',
          title: t('account'),
          value: ({ line }) =>
            hasAccount(line.kind)
              ? t('account' in line && line.account === 'bank' ? 'account.bank' : 'account.cash')
              : undefined,
          exported: true,
        },
        {
          key: 'amount',
          title: t('amount'),
          value: ({ line }) => line.amountPaise,
          isMoney: true,
          exported: true,
        },
        { key: 'reason', title: t('reason'), cell: ({ line }) => ('reason' in line ? line.reason : '') },
      ]}
    />
  );
}
