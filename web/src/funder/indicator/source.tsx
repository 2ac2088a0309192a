import { indicators as catalogue } from 'virtual:catalogue';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import type { Indicator } from '../../months/published.ts';
import { linkTo } from '../address.ts';
import { upToText } from '../periods/period-text.ts';
import type { ShownVersion } from '../shown-version.ts';
import { type MessageKey, t } from '../text.ts';

/** Who records the numbers of each theme. */
const sources: Readonly<Record<string, MessageKey>> = {
  members: 'source.members',
  savings: 'source.savings',
  health_and_justice: 'source.health_and_justice',
  entitlements: 'source.entitlements',
  outreach: 'source.outreach',
};

/** The source of an indicator's numbers, on its page for the funder: who records them, and the file that contains them. */
export function Source({
  shown,
  indicator,
}: {
  readonly shown: ShownVersion;
  readonly indicator: Indicator;
}) {
  const language = useLanguage();
  const { snapshot, manifest, address } = shown;
  // An indicator that the catalogue does not have any more has no theme.
  const theme = catalogue.find(({ code }) => code === indicator.code)?.theme ?? '';
  const file = manifest?.files.find(({ name }) => name === 'snapshot.json');
  const source = sources[theme];
  return (
    <section aria-labelledby="source">
      <h2 id="source">{t('source')}</h2>
      {source !== undefined && <p>{t(source, { implementer: snapshot.programme.implementer })}</p>}
      <p>
        {t('source.file', {
          month: formatMonth(snapshot.month, language),
          version: snapshot.version,
          upTo: upToText(snapshot.cutoff, language),
        })}{' '}
        <a href={linkTo(address, { page: 'files' })}>{t('source.files')}</a>
      </p>
      <p class="soft">
        {t('source.code')} <code>{indicator.code}</code>
        {file !== undefined && (
          <>
            <br />
            snapshot.json, SHA-256: <code>{file.sha256}</code>
          </>
        )}
      </p>
    </section>
  );
}
