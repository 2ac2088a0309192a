import { useEffect } from 'preact/hooks';
import { formatDate } from '../../../i18n/format.ts';
import { translatorIn, type WorkLanguage } from '../../../i18n/language.ts';
import { todayInIndia } from '../../../i18n/today.ts';
import { loadPaperFonts } from '../../../papers/paper-fonts.ts';
import { useRead } from '../../frame/reading.tsx';
import { type MessageKey, staffCatalogue } from '../../text.ts';
import type { Translate } from './account-row-text.ts';
import type { Account } from './account-rules.ts';
import { AccountView } from './account-view.tsx';
import { InEachLanguage } from './in-each-language.tsx';
import type { Period } from './period-rules.ts';

type AccountsPaperProps = {
  readonly groupName: string;
  readonly period: Period;
  readonly accounts: readonly Account[];
};

/** The languages of the paper: that of the group, and that of auditors. */
const paperLanguages: readonly WorkLanguage[] = ['te', 'en'];

/**
 * A group's accounts on paper: two pages in Telugu and English, which the group pins up and an auditor signs. They name
 * the group, but neither the programme nor the organisation. They are hidden on the screen; in print they are all there is.
 */
export function AccountsPaper({ groupName, period, accounts }: AccountsPaperProps) {
  useEffect(() => void loadPaperFonts(), []);
  const translations = useRead(['words of paper'], () =>
    Promise.all(
      paperLanguages.map(async (lang) => ({
        lang,
        say: await translatorIn<MessageKey>(staffCatalogue, lang),
      })),
    ),
  );
  if (translations.data === undefined) return null;
  const languages = translations.data;
  // Receipts and payments fill a page of their own.
  const [firstAccount, ...otherAccounts] = accounts;
  if (firstAccount === undefined) return null;
  const header = <Header groupName={groupName} period={period} languages={languages} />;
  return (
    <div class="accounts-paper">
      <article>
        {header}
        <AccountView account={firstAccount} languages={languages} />
      </article>
      <article>
        {header}
        {otherAccounts.map((account) => (
          <AccountView key={account.key} account={account} languages={languages} />
        ))}
        <Signatures languages={languages} />
      </article>
    </div>
  );
}

type WithLanguages = {
  readonly languages: readonly { readonly lang: WorkLanguage; readonly say: Translate }[];
};

const Header = ({ groupName, period, languages }: WithLanguages & Omit<AccountsPaperProps, 'accounts'>) => (
  <header>
    <h2>{groupName}</h2>
    <p>
      {languages.map(({ lang }, index) => (
        <span key={lang} lang={lang} class={index === 0 ? 'first' : 'other'}>
          {index > 0 && ' · '}
          {formatDate(period.from, lang)} – {formatDate(period.to, lang)}
        </span>
      ))}
    </p>
  </header>
);

const signers = ['accounts.leader', 'accounts.treasurer', 'accounts.auditor'] as const;

const Signatures = ({ languages }: WithLanguages) => (
  <footer>
    <ul>
      {signers.map((signer) => (
        <li key={signer}>
          <InEachLanguage languages={languages} text={(say) => say(signer)} />
        </li>
      ))}
    </ul>
    <p>
      <InEachLanguage languages={languages} text={(say) => say('accounts.madeOn')} />:{' '}
      {/* One date for both languages. */}
      {formatDate(todayInIndia(), 'en')}
    </p>
  </footer>
);
