import { useState } from 'preact/hooks';
import {
  type DemandTopic,
  demandRecipients,
  demandTopics,
} from '../../../../../functions/shared/kinds/demand-words.ts';
import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { Choice, LongField } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { districtCatalogue, districtOptions } from '../../../districts/text.ts';
import { translatorIn, type WorkLanguage } from '../../../i18n/language.ts';
import { createReports, newestVersions, type PublishedMonth } from '../../../months/published.ts';
import { offeredDistricts } from '../../frame/forms/district-choice.tsx';
import type { Demand } from '../../frame/lists/record-types.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { demandCatalogue } from '../words.ts';
import { Brief, type BriefWords } from './brief.tsx';
import { figuresOf } from './brief-rules.ts';
import { briefCatalogue } from './text.ts';
import './brief.css';

/** What a brief is made of. */
type Evidence = {
  /** The newest published month; undefined while there is none. */
  readonly published: PublishedMonth | undefined;
  /** The version of the published month; 0 while there is none. */
  readonly version: number;
  readonly demands: readonly Demand[];
  readonly words: Readonly<Record<WorkLanguage, BriefWords>>;
};

const wordsIn = async (language: WorkLanguage): Promise<BriefWords> => {
  const [brief, demands, districts] = await Promise.all([
    translatorIn(briefCatalogue, language),
    translatorIn(demandCatalogue, language),
    translatorIn(districtCatalogue, language),
  ]);
  return { language, brief, demands, districts };
};

const readEvidence = async (api: Api): Promise<Evidence> => {
  const reports = createReports(api);
  const [versions, demands, te, en] = await Promise.all([
    reports.list(),
    readList(api, 'GET /api/demands', {}),
    wordsIn('te'),
    wordsIn('en'),
  ]);
  const newest = newestVersions(versions)[0];
  return {
    published: newest && (await reports.read(newest.month, newest.version)),
    version: newest?.version ?? 0,
    demands: demands.items,
    words: { te, en },
  };
};

/** The page that makes an evidence brief: a topic, a place, what is asked; then two pages to print. Nothing that is chosen or written here is stored. */
export function BriefPage({ api }: { readonly api: Api }) {
  const evidence = useRead(['brief'], () => readEvidence(api));
  return (
    <OpenedRecord backLabel="demands" backTo={['demands']} title={t('demands.brief')}>
      <Reading of={evidence}>
        {({ published, ...rest }) =>
          published === undefined ? (
            <p>{t('demands.brief.none')}</p>
          ) : (
            <MakeBrief published={published} {...rest} />
          )
        }
      </Reading>
    </OpenedRecord>
  );
}

function MakeBrief({
  published,
  version,
  demands,
  words,
}: Evidence & { readonly published: PublishedMonth }) {
  const [topic, setTopic] = useState<DemandTopic>('compensation');
  const [recipient, setRecipient] = useState<(typeof demandRecipients)[number]>('dlsa');
  const [district, setDistrict] = useState('');
  const [asked, setAsked] = useState({ te: '', en: '' });
  /** The chosen district; undefined for all districts. */
  const place = district === '' ? undefined : district;
  const figures = figuresOf(published.snapshot, topic, place);
  const earlierDemands = demands.filter(
    (one) =>
      one.reversed === undefined && one.about === topic && (place === undefined || one.district === place),
  );
  return (
    <>
      <div class="brief-choices">
        <p class="soft">{t('demands.brief.explain')}</p>
        <div class="fields">
          <Choice
            name="topic"
            label={t('demands.about')}
            value={topic}
            onChoose={(chosen) => setTopic(oneOf(demandTopics, chosen) ?? topic)}
            options={demandTopics.map((one) => [one, t(`demands.about.${one}`)])}
          />
          <Choice
            name="recipient"
            label={t('demands.to')}
            value={recipient}
            onChoose={(chosen) => setRecipient(oneOf(demandRecipients, chosen) ?? recipient)}
            options={demandRecipients.map((one) => [one, t(`demands.to.${one}`)])}
          />
          <Choice
            name="place"
            label={t('district')}
            value={district}
            onChoose={setDistrict}
            options={[
              ['', t('demands.brief.allDistricts')],
              ...districtOptions<string>(offeredDistricts([])),
            ]}
          />
          <LongField
            name="askedTe"
            label={t('demands.brief.askedTe')}
            maxLength={600}
            text={asked.te}
            onText={(te) => setAsked({ ...asked, te })}
          />
          <LongField
            name="askedEn"
            label={t('demands.brief.askedEn')}
            maxLength={600}
            text={asked.en}
            onText={(en) => setAsked({ ...asked, en })}
          />
        </div>
        {figures.length === 0 && <p class="warning">{t('demands.brief.noFigures')}</p>}
        <p>
          <button
            type="button"
            class="primary small"
            disabled={figures.length === 0 || asked.te.trim() === '' || asked.en.trim() === ''}
            onClick={() => print()}
          >
            {t('demands.brief.print')}
          </button>
        </p>
      </div>
      {(['te', 'en'] as const).map((language) => (
        <Brief
          key={language}
          words={words[language]}
          topic={topic}
          recipient={recipient}
          district={place}
          figures={figures}
          asked={asked[language]}
          before={earlierDemands}
          published={published}
          version={version}
        />
      ))}
    </>
  );
}
