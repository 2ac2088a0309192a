import { formatDate } from '../../i18n/format.ts';
import { type Language, translatorIn } from '../../i18n/language.ts';
import { todayInIndia } from '../../i18n/today.ts';
import { useRead } from '../frame/reading.tsx';
import { type MessageKey, staffCatalogues } from '../text.ts';
import type { Translate } from './account-row-text.ts';
import type { Account } from './account-rules.ts';
import { AccountView } from './account-view.tsx';
import { InEachLanguage } from './in-each-language.tsx';
import type { Period } from './period-rules.ts';

type AccountsPaperProps = {
  readonly name: string;
  readonly period: Period;
  readonly accounts: readonly Account[];
};

/** Those who read the paper: the group, and anyone who audits it. */
const readers: readonly Language[] = ['te', 'en'];

/**
 * A group's accounts on paper: two pages in Telugu and English, which the group pins up and an auditor signs. They
 * name the group, and neither programme nor organisation. It is seen in print alone, and then it alone is.
 */
export function AccountsPaper({ name, period, accounts }: AccountsPaperProps) {
  const words = useRead(['words of paper'], () =>
    Promise.all(
      readers.map(async (lang) => ({ lang, say: await translatorIn<MessageKey>(staffCatalogues, lang) })),
    ),
  );
  if (words.data === undefined) return null;
  const languages = words.data;
  const [first, ...further] = accounts;
  if (first === undefined) return null;
  const head = <Head name={name} period={period} languages={languages} />;
  return (
    <div class="accounts-paper">
      <article>
        {head}
        <AccountView account={first} languages={languages} />
      </article>
      <article>
        {head}
        {further.map((account) => (
          <AccountView key={account.key} account={account} languages={languages} />
        ))}
        <Signatures languages={languages} />
      </article>
    </div>
  );
}

type Readers = { readonly languages: readonly { readonly lang: Language; readonly say: Translate }[] };

const Head = ({ name, period, languages }: Readers & Omit<AccountsPaperProps, 'accounts'>) => (
  <header>
    <h2>{name}</h2>
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

const Signatures = ({ languages }: Readers) => (
  <footer>
    <ul>
      {signers.map((signer) => (
        <li key={signer}>
          <InEachLanguage languages={languages} of={(say) => say(signer)} />
        </li>
      ))}
    </ul>
    <p>
      <InEachLanguage languages={languages} of={(say) => say('accounts.madeOn')} />:{' '}
      {formatDate(todayInIndia(), 'en')}
    </p>
  </footer>
);
