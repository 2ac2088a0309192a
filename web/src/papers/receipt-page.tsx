import { receiptOf } from './paper-content.ts';
import { PaperFrame } from './paper-frame.tsx';
import { Amount, type PaperProps, textOfKind } from './paper-parts.tsx';
import { t } from './text.ts';

/** The receipt of one meeting: what the woman paid and got there, and her balances after it. Nothing if the sheet has no line of hers. */
export function ReceiptPage({ account, name, sheetId }: PaperProps & { readonly sheetId: string }) {
  const receipt = receiptOf(account, sheetId);
  if (receipt === undefined) return null;
  const totals = [
    ['paper.youPaid', receipt.paidPaise],
    ['paper.youGot', receipt.gotPaise],
    ['paper.savingsNow', receipt.savingsPaise],
    ['paper.owedNow', receipt.owedPaise],
  ] as const;
  return (
    <PaperFrame title={t('paper.receipt')} name={name} asOf={receipt.on}>
      <table>
        <tbody>
          {receipt.lines.map((line, index) => (
            <tr key={index}>
              <td>{textOfKind(line)}</td>
              <Amount paise={line.amountPaise} />
            </tr>
          ))}
          {totals.map(([key, paise]) => (
            <tr key={key}>
              <th scope="row">{t(key)}</th>
              <Amount paise={paise} />
            </tr>
          ))}
        </tbody>
      </table>
    </PaperFrame>
  );
}
