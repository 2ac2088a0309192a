import { Fragment } from 'preact';
import { formatRupees } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { t } from '../../text.ts';
import { accountRowText } from '../accounts/account-row-text.ts';
import { AccountView } from '../accounts/account-view.tsx';
import { type DraftOpening, openingAccount, openingBalances } from './opening-draft.ts';

/** The totals of both sides of an opening with their rows, for the question before it is recorded. */
export function OpeningTotals({ draft }: { readonly draft: DraftOpening }) {
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

type OpeningAccountProps = {
  readonly draft: DraftOpening;
  readonly differencePaise: number;
  readonly isTyped: boolean;
};

/** The opening as an account, and by how much its sides still differ. */
export function OpeningAccount({ draft, differencePaise, isTyped }: OpeningAccountProps) {
  const language = useLanguage();
  return (
    <div class="wide">
      <AccountView
        account={openingAccount(openingBalances(draft))}
        languages={[{ lang: language, say: t }]}
      />
      {isTyped && (
        <p class={differencePaise === 0 ? 'notice in-sight' : 'warning in-sight'} role="status">
          {differenceText(differencePaise)}
        </p>
      )}
    </div>
  );
}

function differenceText(differencePaise: number): string {
  if (differencePaise === 0) return t('opening.holds');
  const amount = formatRupees(Math.abs(differencePaise));
  return t(differencePaise > 0 ? 'opening.tooMuch' : 'opening.tooLittle', { amount });
}
