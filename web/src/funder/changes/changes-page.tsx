import { Busy } from '../../design/progress.tsx';
import { Table } from '../../design/table/table.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { indicatorColumn } from '../month/indicator-column.tsx';
import type { ShownVersion } from '../shown-version.ts';
import { t } from '../text.ts';
import { changeColumns, keyOfChange, publicationName } from './change-columns.tsx';
import { CorrectedNumbers } from './correction.tsx';
import type { NumberChange } from './number-changes.ts';
import { useChanges } from './use-changes.ts';

/** The funder's page of changed numbers: those that the shown publication told, then all that any publication told. */
export function ChangesPage({ shown }: { readonly shown: ShownVersion }) {
  const language = useLanguage();
  const { snapshot, address } = shown;
  const { changes, hasFailed } = useChanges(shown);
  if (changes === undefined) {
    return hasFailed ? <p class="warning">{t('history.failed')}</p> : <Busy text={t('loading')} />;
  }
  const unitByCode = new Map(snapshot.indicators.map(({ code, unit }) => [code, unit]));
  // An indicator that the snapshot does not have any more is shown by its code, and its numbers without a unit.
  const columns = changeColumns((code) => unitByCode.get(code) ?? '', language);
  const { month, was, now, by, why } = columns;
  const indicator = indicatorColumn<NumberChange>(snapshot, address, language);
  const isOfShown = ({ publication }: NumberChange): boolean =>
    publication.month === snapshot.month && publication.version === snapshot.version;
  return (
    <>
      <p>{t('revisions.why')}</p>
      <CorrectedNumbers snapshot={snapshot} address={address} changes={changes} />
      <section aria-labelledby="told">
        <h2 id="told">{t('revisions.told', { publication: publicationName(snapshot, language) })}</h2>
        <Table
          caption={t('revisions.told', { publication: publicationName(snapshot, language) })}
          rows={changes.filter(isOfShown)}
          keyOf={keyOfChange}
          empty={t('revisions.none')}
          columns={[month, indicator, was, now, why]}
        />
      </section>
      <section aria-labelledby="all-changes">
        <h2 id="all-changes">{t('revisions.all')}</h2>
        <Table
          caption={t('revisions.all')}
          rows={changes.toReversed()}
          keyOf={keyOfChange}
          empty={t('revisions.none')}
          file={{ name: `leadership-next-changes-to-${snapshot.month}-v${snapshot.version}` }}
          columns={[month, indicator, was, now, by, why]}
        />
      </section>
    </>
  );
}
