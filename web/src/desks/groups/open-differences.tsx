import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';
import { formatDate } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { CashAmount } from '../books/sheets/cash-difference.tsx';
import { ReadingFailure } from '../frame/failure.tsx';
import { useRead } from '../frame/reading.tsx';
import { shownPaise } from '../months/difference-details.tsx';
import { linkOf } from '../months/findings-rules.ts';
import { t } from '../text.ts';

/** At the top of a group's page: each of its cash differences that nobody has explained or settled, with its sheet or voucher. */
export function OpenDifferencesOf({ api, id }: { readonly api: Api; readonly id: string }) {
  const language = useLanguage();
  const { data, error } = useRead(['cashDifferences'], () => readList(api, 'GET /api/cash-differences', {}));
  if (error !== null) return <ReadingFailure failure={error} />;
  return (
    <>
      {data?.items
        .filter(({ collectiveId }) => collectiveId === id)
        .map((difference) => (
          <p class="error" key={difference.id}>
            <a href={linkOf({ kind: 'cashDifferences', ...difference }).href}>
              {t(difference.openPaise === 0 ? 'groups.madeUp' : 'groups.unsettled', {
                date: formatDate(difference.on, language),
              })}
            </a>{' '}
            <CashAmount differencePaise={shownPaise(difference)} />
          </p>
        ))}
    </>
  );
}
