import {
  type CashOrBank,
  hasField,
  headsOf,
  type LineKind,
  lineKinds,
  places,
} from '../../../../functions/shared/kinds/book-kinds.ts';
import { sheetLimits } from '../../../../functions/shared/kinds/book-limits.ts';
import { Choice, TextField } from '../../design/fields/field.tsx';
import { oneOf } from '../../design/fields/one-of.ts';
import { RupeesField } from '../../design/fields/rupees-field.tsx';
import { t } from '../text.ts';
import { type Borrowing, borrowingText, headName, kindName } from './book-words.ts';
import { type DraftLine, newLine } from './drafts/draft.ts';

type LineRowsProps = {
  readonly lines: readonly DraftLine[];
  readonly borrowings: readonly Borrowing[];
  /** Whether a new line leaves the choice of cash or bank open, as on vouchers: both are equally frequent there. */
  readonly mustChooseAccount?: boolean;
  readonly onChange: (lines: readonly DraftLine[]) => void;
};

/** The rows of the desk's sheet or voucher form in which the group's lines are filled in: one row for each line. */
export function LineRows({ lines, borrowings, mustChooseAccount = false, onChange }: LineRowsProps) {
  // `undefined` takes the place of a new line's account, which is cash otherwise.
  const add = () => onChange([...lines, newLine(mustChooseAccount ? { account: undefined } : {})]);
  const change = (key: string, part: Partial<DraftLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <>
      {lines.map((line, index) => (
        <LineRow
          key={line.key}
          line={line}
          index={index}
          borrowings={borrowings}
          onChange={(part) => change(line.key, part)}
          onRemove={() => onChange(lines.filter(({ key }) => key !== line.key))}
        />
      ))}
      {lines.length < sheetLimits.lines && (
        <p class="wide">
          <button type="button" class="second small" onClick={add}>
            {t('books.addLine')}
          </button>
        </p>
      )}
    </>
  );
}

/** The options for where the money of an entry or line is: cash or bank. */
export const accountOptions = (): [CashOrBank, string][] => [
  ['cash', t('account.cash')],
  ['bank', t('account.bank')],
];

type LineRowProps = {
  readonly line: DraftLine;
  readonly index: number;
  readonly borrowings: readonly Borrowing[];
  readonly onChange: (part: Partial<DraftLine>) => void;
  readonly onRemove: () => void;
};

/** The id of the group's only borrowing. Empty if there is none or if there are several, so that somebody has to choose. */
const onlyBorrowingId = ([first, second]: readonly Borrowing[]): string =>
  first !== undefined && second === undefined ? first.id : '';

function LineRow({ line, index, borrowings, onChange, onRemove }: LineRowProps) {
  const namePrefix = `lines.${index}`;
  const chooseKind = (kind: LineKind) => {
    const [head = ''] = headsOf(kind);
    onChange({ kind, head, borrowingId: hasField(kind, 'borrowingId') ? onlyBorrowingId(borrowings) : '' });
  };
  return (
    <fieldset class="row wide">
      <legend>{t('books.line', { number: index + 1 })}</legend>
      <div class="fields">
        <Choice
          name={`${namePrefix}.kind`}
          label={t('kind')}
          value={line.kind}
          // A group without borrowings has no use for the kinds of lines about them.
          options={lineKinds
            .filter((kind) => borrowings.length > 0 || !hasField(kind, 'borrowingId'))
            .map((kind) => [kind, t(kindName(kind))])}
          onChoose={(chosen) => {
            const kind = oneOf(lineKinds, chosen);
            if (kind !== undefined) chooseKind(kind);
          }}
        />
        {headsOf(line.kind).length > 0 && (
          <Choice
            name={`${namePrefix}.head`}
            label={t('books.head')}
            value={line.head}
            options={headsOf(line.kind).map((head) => [head, t(headName(head))])}
            onChoose={(head) => onChange({ head })}
          />
        )}
        {hasField(line.kind, 'borrowingId') && (
          <Choice
            name={`${namePrefix}.borrowingId`}
            label={t('borrowing')}
            value={line.borrowingId}
            options={borrowings.map((one) => [one.id, borrowingText(one)])}
            onChoose={(borrowingId) => onChange({ borrowingId })}
          />
        )}
        <RupeesField
          name={`${namePrefix}.amount`}
          label={t('amount')}
          paise={line.amountPaise}
          zeroError={t('books.zero')}
          onPaise={(amountPaise) => onChange({ amountPaise })}
        />
        {hasField(line.kind, 'account') && (
          <Choice
            name={`${namePrefix}.account`}
            label={t('account')}
            value={line.account}
            options={accountOptions()}
            onChoose={(account) => onChange({ account: oneOf(places, account) })}
          />
        )}
        {hasField(line.kind, 'reason') && (
          <TextField
            name={`${namePrefix}.reason`}
            label={t('reason')}
            value={line.reason}
            onType={(reason) => onChange({ reason })}
          />
        )}
        <button type="button" class="link" onClick={onRemove}>
          {t('books.removeRow')}
        </button>
      </div>
    </fieldset>
  );
}
