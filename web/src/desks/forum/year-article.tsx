import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth, formatValue } from '../../months/format-published.ts';
import { Written } from '../frame/written.tsx';
import { type MessageKey, t } from '../text.ts';
import { type Drawing, PictureRow } from './picture-row.tsx';
import { picturesOf, type YearInView } from './year-rules.ts';

/** An indicator that the page shows as a row of pictures. */
type PictureIndicator = { readonly code: string; readonly drawing: Drawing; readonly label: MessageKey };

const entitlementIndicators: readonly PictureIndicator[] = [
  { code: 'house_pattas', drawing: 'house', label: 'forumYear.house_pattas' },
  { code: 'aadhaar_cards', drawing: 'card', label: 'forumYear.aadhaar_cards' },
  { code: 'ration_cards', drawing: 'grain', label: 'forumYear.ration_cards' },
  { code: 'bank_accounts', drawing: 'bank', label: 'forumYear.bank_accounts' },
  { code: 'pensions', drawing: 'stick', label: 'forumYear.pensions' },
];

/** Each section has a main indicator, and others that it mentions below. */
const sections: readonly (PictureIndicator & {
  readonly others: readonly { code: string; label: MessageKey }[];
})[] = [
  {
    code: 'members_active',
    drawing: 'woman',
    label: 'forumYear.members',
    others: [{ code: 'members_enrolled', label: 'forumYear.joined' }],
  },
  {
    code: 'savings_balance',
    drawing: 'coins',
    label: 'forumYear.savings',
    others: [{ code: 'savings_deposited', label: 'forumYear.deposited' }],
  },
  {
    code: 'children_in_school',
    drawing: 'bag',
    label: 'forumYear.children',
    others: [
      { code: 'children_returned', label: 'forumYear.returned' },
      { code: 'girls_15_17_in_school', label: 'forumYear.girls' },
    ],
  },
  {
    code: 'offices_beyond_collective',
    drawing: 'seat',
    label: 'forumYear.offices',
    others: [
      { code: 'leaders_trained', label: 'forumYear.trained' },
      { code: 'members_facilitating', label: 'forumYear.facilitating' },
    ],
  },
];

/** The unit of an indicator's value. Savings are in paise. Every other value is a count, and is written like a count of persons. */
const unitOf = (code: string): string => (code.startsWith('savings_') ? 'paise' : 'persons');

export function YearArticle({ of: view }: { readonly of: YearInView }) {
  const language = useLanguage();
  const valueText = (code: string, value: number) => formatValue(value, unitOf(code), language);
  /** The line that says what number one picture stands for; null if each stands for 1. */
  const legend = (code: string, value: number) => {
    const { perPicture } = picturesOf(value);
    if (perPicture === 1) return null;
    return <p class="soft">{t('forumYear.each', { value: valueText(code, perPicture) })}</p>;
  };
  /** The entitlements that women received, each with its number in the year. */
  const receivedEntitlements = entitlementIndicators.flatMap((indicator) => {
    const value = view.numberOf(indicator.code);
    return value === undefined || value === 0 ? [] : [{ ...indicator, value }];
  });
  const mostReceived = Math.max(0, ...receivedEntitlements.map(({ value }) => value));
  return (
    <article class="forum-year">
      <h2>{t('forumYear.of', { forum: view.forum, year: view.financialYear })}</h2>
      <p class="soft">{t('forumYear.until', { month: formatMonth(view.month, language) })}</p>
      {sections.map(({ code, drawing, label, others }) => {
        const value = view.numberOf(code);
        return (
          value !== undefined && (
            <section key={code} aria-label={t(label)}>
              <h3>{t(label)}</h3>
              <p class="big">{valueText(code, value)}</p>
              <PictureRow drawing={drawing} value={value} />
              {legend(code, value)}
              <ul>
                {others.map((other) => {
                  const count = view.numberOf(other.code);
                  return (
                    count !== undefined &&
                    count > 0 && (
                      <li key={other.code}>
                        {t(other.label)}: <strong>{valueText(other.code, count)}</strong>
                      </li>
                    )
                  );
                })}
              </ul>
            </section>
          )
        );
      })}
      {receivedEntitlements.length > 0 && (
        <section aria-label={t('forumYear.entitlements')}>
          <h3>{t('forumYear.entitlements')}</h3>
          {legend('entitlements', mostReceived)}
          {receivedEntitlements.map(({ code, drawing, label, value }) => (
            <div class="got" key={code}>
              <p>
                <span class="big">{valueText(code, value)}</span> {t(label)}
              </p>
              <PictureRow drawing={drawing} value={value} largest={mostReceived} />
            </div>
          ))}
        </section>
      )}
      {view.stories.length > 0 && (
        <section aria-label={t('forumYear.stories')}>
          <h3>{t('forumYear.stories')}</h3>
          <p class="big">{view.stories.length}</p>
          <PictureRow drawing="paper" value={view.stories.length} />
          {legend('stories', view.stories.length)}
          <ul>
            {view.stories.map(({ on, title, outlet }, index) => (
              <li key={index}>
                {/* A story may have neither a title nor an outlet. */}
                <Written text={[title, outlet].filter(Boolean).join(', ') || t('forumYear.story')} /> ·{' '}
                {formatDate(on, language)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}
