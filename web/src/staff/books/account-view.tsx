import { formatRupees } from '../../i18n/format.ts';
import type { MessageKey } from '../text.ts';
import type { Account, AccountRow, Side } from './account-rules.ts';
import { headName, kindName } from './book-words.ts';

/** The words of one language. */
export type Say = (key: MessageKey) => string;

/** The text for a row of a group's account. */
export const rowText = (row: AccountRow, say: Say): string => {
  if ('name' in row) return say(row.name);
  return row.head === undefined
    ? say(kindName(row.kind))
    : `${say(kindName(row.kind))}: ${say(headName(row.head))}`;
};

type AccountViewProps = {
  readonly account: Account;
  /** One language, or two where it is read by two: the second is set smaller. */
  readonly languages: readonly { readonly lang: string; readonly say: Say }[];
};

/** At the desk, one of a group's accounts: two sides, each with its rows and the same total. */
export function AccountView({ account: { key, title, left, right }, languages }: AccountViewProps) {
  return (
    <section class="account" aria-labelledby={`account-${key}`}>
      <h3 id={`account-${key}`}>
        <InEachLanguage languages={languages} of={(say) => say(title)} />
      </h3>
      <div class="sides">
        <SideTable side={left} languages={languages} />
        <SideTable side={right} languages={languages} />
      </div>
    </section>
  );
}

type InEachLanguageProps = {
  readonly languages: AccountViewProps['languages'];
  readonly of: (say: Say) => string;
};

/** A text of a group's accounts in each of the printed languages. */
export const InEachLanguage = ({ languages, of }: InEachLanguageProps) => (
  <>
    {languages.map(({ lang, say }, index) => (
      <span key={lang} lang={lang} class={index === 0 ? 'first' : 'other'}>
        {index > 0 && ' '}
        {of(say)}
      </span>
    ))}
  </>
);

function SideTable({
  side,
  languages,
}: {
  readonly side: Side;
  readonly languages: AccountViewProps['languages'];
}) {
  return (
    <table class="side">
      <thead>
        <tr>
          <th scope="col">
            <InEachLanguage languages={languages} of={(say) => say(side.title)} />
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
              <InEachLanguage languages={languages} of={(say) => rowText(row, say)} />
            </th>
            <td class="number">{formatRupees(row.paise)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <InEachLanguage languages={languages} of={(say) => say('accounts.total')} />
          </th>
          <td class="number">{formatRupees(side.totalPaise)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
