import { indicators as catalogue } from 'virtual:catalogue';
import type { DemandTopic } from '../../../../../functions/shared/kinds/demand-words.ts';
import type { DistrictKey } from '../../../districts/text.ts';
import { formatDate } from '../../../i18n/format.ts';
import type { WorkLanguage } from '../../../i18n/language.ts';
import { formatMonth, formatValue } from '../../../months/format-published.ts';
import type { PublishedMonth } from '../../../months/published.ts';
import type { Demand } from '../../frame/lists/record-types.ts';
import { Written } from '../../frame/written.tsx';
import type { DemandKey } from '../words.ts';
import type { Figure } from './brief-rules.ts';
import type { BriefKey } from './text.ts';

type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** The words of one of a brief's pages, in its language. */
export type BriefWords = {
  readonly language: WorkLanguage;
  readonly brief: Say<BriefKey>;
  readonly demands: Say<DemandKey>;
  readonly districts: Say<DistrictKey>;
};

/** More would not fit on the page. */
const maxBefore = 5;

type BriefProps = {
  readonly words: BriefWords;
  readonly topic: DemandTopic;
  readonly recipient: Demand['to'];
  /** Undefined for all districts. */
  readonly district: string | undefined;
  readonly figures: readonly Figure[];
  readonly asked: string;
  /** Demands about the same, the newest first. */
  readonly before: readonly Demand[];
  readonly published: PublishedMonth;
  readonly version: number;
};

/** One printed page of an evidence brief: published figures with their month and code, what is asked, and how to check it. */
export function Brief(props: BriefProps) {
  const { words, topic, recipient, district, figures, asked, before, published, version } = props;
  const { language, brief, demands, districts } = words;
  const { snapshot, manifest } = published;
  const topicName = demands(`demands.about.${topic}`);
  const place =
    district === undefined
      ? demands('demands.brief.allDistricts')
      : // Every district that is offered has a name in each language.
        districts(`district.${district}` as DistrictKey);
  return (
    <article class="brief" lang={language} aria-label={brief('brief.title', { topic: topicName })}>
      <h2>{brief('brief.title', { topic: topicName })}</h2>
      <p>
        {snapshot.programme.forum} · {snapshot.programme.implementer}
        <br />
        {brief('brief.to', { recipient: demands(`demands.to.${recipient}`) })}
        <br />
        {brief('brief.place', { place })}
      </p>
      <h3>{brief('brief.figures')}</h3>
      <table>
        <tbody>
          {figures.map(({ code, title, unit, value, upTo, month }) => (
            <tr key={code}>
              <td class="number">{formatValue(value, unit, language)}</td>
              <td>
                {title[language]}, {brief(`brief.${upTo}`, { month: formatMonth(month, language) })}{' '}
                <code>{code}</code>
                <br />
                <small>{catalogue.find((one) => one.code === code)?.definition[language]}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{brief('brief.asked')}</h3>
      <p class="as-written">{asked}</p>
      {before.length > 0 && (
        <>
          <h3>{brief('brief.before')}</h3>
          <ul>
            {before.slice(0, maxBefore).map(({ id, on, to, title, status }) => (
              <li key={id}>
                {formatDate(on, language)}, {demands(`demands.to.${to}`)}: <Written text={title} /> ·{' '}
                {demands(`demands.status.${status}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{brief('brief.check')}</h3>
      <p>
        {brief('brief.check.where', {
          month: formatMonth(snapshot.month, language),
          version,
          implementer: snapshot.programme.implementer,
        })}
      </p>
      {manifest !== null && (
        <p>
          {brief('brief.check.signature')} <code class="digest">{manifest.journalDigest}</code>
        </p>
      )}
      <p class="soft">{brief('brief.names')}</p>
    </article>
  );
}
