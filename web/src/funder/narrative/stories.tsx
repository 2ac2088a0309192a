import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Snapshot } from '../../months/published.ts';
import { t } from '../text.ts';

/**
 * The media stories of a published month on the funder's page. A link to a story opens a new tab and sends the other
 * site no referrer.
 */
export function Stories({ snapshot: { stories } }: { readonly snapshot: Snapshot }) {
  const language = useLanguage();
  if (stories.length === 0) return null;
  return (
    <section aria-labelledby="stories">
      <h2 id="stories">{t('stories')}</h2>
      <p class="soft">{t('stories.explain')}</p>
      <ul class="stories">
        {stories.map(({ on, title, outlet, url }) => {
          const name = title ?? t('stories.untitled');
          return (
            <li key={`${on} ${title} ${url}`}>
              {url === null ? (
                <strong>{name}</strong>
              ) : (
                <a href={url} rel="noopener noreferrer" referrerpolicy="no-referrer" target="_blank">
                  <strong>{name}</strong>
                </a>
              )}{' '}
              <span class="soft">
                {outlet === null ? '' : `${outlet} · `}
                <time dateTime={on}>{formatDate(on, language)}</time>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
