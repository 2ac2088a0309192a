import { DateText } from '../../../design/date.tsx';
import { hrefOf } from '../../../session/desk-address.ts';
import { DeskTable } from '../../frame/lists/desk-table.tsx';
import { type MessageKey, t } from '../../text.ts';
import { kindText } from '../book-words.ts';
import { type BankLine, type DifferenceHint, hintOf } from './bank-rules.ts';

const hintKeys: Readonly<Record<DifferenceHint, MessageKey>> = {
  not_in_passbook: 'bank.hint.not_in_passbook',
  twice_in_passbook: 'bank.hint.twice_in_passbook',
  wrong_way: 'bank.hint.wrong_way',
};

type BankLinesProps = {
  readonly groupId: string;
  readonly lines: readonly BankLine[];
  /** The passbook's balance less the balance by the books; 0 while no balance of the passbook is typed. */
  readonly differencePaise: number;
};

/** The postings of the books that moved money at the bank, each with a hint if it may explain the difference. */
export function BankLines({ groupId, lines, differencePaise }: BankLinesProps) {
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
