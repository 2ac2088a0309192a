import { useId } from 'preact/hooks';
import { formatRupees } from '../../../i18n/format.ts';
import { accountRowText, type Translate } from './account-row-text.ts';
import type { Account, AccountSide } from './account-rules.ts';
import { InEachLanguage } from './in-each-language.tsx';

export type AccountViewProps = {
  readonly account: Account;
  /** One language on the screen; two on paper, the second one set smaller. */
  readonly languages: readonly { readonly lang: string; readonly say: Translate }[];
};

/** At the desk, one of a group's accounts: two sides, each with its rows and the same total. */
export function AccountView({ account: { title, left, right }, languages }: AccountViewProps) {
  const titleId = useId();
  return (
    <section class="account" aria-labelledby={titleId}>
      <h3 id={titleId}>
        <InEachLanguage languages={languages} text={(say) => say(title)} />
      </h3>
      <div class="sides">
        <SideTable side={left} languages={languages} />
        <SideTable side={right} languages={languages} />
      </div>
    </section>
  );
}

function SideTable({
  side,
  languages,
}: {
  readonly side: AccountSide;
  readonly languages: AccountViewProps['languages'];
}) {
  return (
    <table class="side">
      <thead>
        <tr>
          <th scope="col">
            <InEachLanguage languages={languages} text={(say) => say(side.title)} />
          </th>
          <th scope="col" class="number">
            ₹
          </th>
        </tr>
      </thead>
      <tbody>
        {side.rows.map((row, index) => (
          <tr key={index}>
            <th scope="row">
              <InEachLanguage languages={languages} text={(say) => accountRowText(row, say)} />
            </th>
            <td class="number">{formatRupees(row.paise)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <InEachLanguage languages={languages} text={(say) => say('accounts.total')} />
          </th>
          <td class="number">{formatRupees(side.totalPaise)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
