import { Busy } from '../../design/progress.tsx';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { changeColumns, keyOfChange } from '../changes/change-columns.tsx';
import { useChanges } from '../changes/use-changes.ts';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';

type RevisionsProps = { readonly shown: ShownVersion; readonly indicator: Indicator };

/** The changes of an indicator's numbers on its page for the funder, the newest first. */
export function Revisions({ shown, indicator: { code, unit } }: RevisionsProps) {
  const language = useLanguage();
  const { changes, hasFailed } = useChanges(shown);
  const { month, was, now, by, why } = changeColumns(() => unit, language);
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{t('revisions')}</h2>
      <p class="soft">
        {t('revisions.why')} <a href={linkTo(shown.address, { page: 'changes' })}>{t('revisions.all')}</a>
      </p>
      {changes === undefined ? (
        hasFailed ? (
          <p class="warning">{t('history.failed')}</p>
        ) : (
          <Busy text={t('loading')} />
        )
      ) : (
        <Table
          caption={t('revisions')}
          rows={changes.filter((one) => one.code === code).toReversed()}
          keyOf={keyOfChange}
          empty={t('revisions.never')}
          columns={[month, was, now, by, why]}
        />
      )}
    </section>
  );
}
