import { useState } from 'preact/hooks';
import {
  type DemandTopic,
  demandRecipients,
  demandTopics,
} from '../../../../../functions/shared/kinds/demand-words.ts';
import type { Api } from '../../../api/client.ts';
import { Choice, LongField } from '../../../design/fields/field.tsx';
import { oneOf } from '../../../design/fields/one-of.ts';
import { districtOptions } from '../../../districts/text.ts';
import type { PublishedMonth } from '../../../months/published.ts';
import { offeredDistricts } from '../../frame/forms/district-choice.tsx';
import type { Demand } from '../../frame/lists/record-types.ts';
import { OpenedRecord } from '../../frame/opened-record.tsx';
import { Reading, useRead } from '../../frame/reading.tsx';
import { t } from '../../text.ts';
import { Brief } from './brief.tsx';
import { figuresOf } from './brief-rules.ts';
import './brief.css';
import { type Evidence, readEvidence } from './read-evidence.ts';

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
  // Undefined for all districts.
  const chosenDistrict = district === '' ? undefined : district;
  const figures = figuresOf(published.snapshot, topic, chosenDistrict);
  const isInPlace = (demand: Demand) => chosenDistrict === undefined || demand.district === chosenDistrict;
  const earlierDemands = demands.filter(
    (demand) => demand.reversed === undefined && demand.about === topic && isInPlace(demand),
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
          district={chosenDistrict}
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
