import { useState } from 'preact/hooks';
import { formatShort } from '../../../../functions/months/disclosure/format-values.ts';
import { fillNumbers } from '../../../../functions/months/disclosure/narrative-numbers.ts';
import { addMonths, monthOf } from '../../../../functions/shared/calendar/calendar.ts';
import type { Api } from '../../api/client.ts';
import type { AnswerOf } from '../../api/routes.ts';
import { Choice, LongField } from '../../design/fields/field.tsx';
import { todayInIndia } from '../../i18n/today.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { formatMonth } from '../../months/format-published.ts';
import { type Indicator, previewedSnapshot } from '../../months/published.ts';
import { Form } from '../frame/forms/form.tsx';
import { Reading, useRead } from '../frame/reading.tsx';
import { t } from '../text.ts';

/** A month closes at the start of this day of the next month; two digits, as in a date. */
const closeDay = '05';

/**
 * The desk's page of a month's narrative, the text beside its numbers, in English and Japanese, with a preview as the funder
 * will read it.
 */
export function NarrativePage({ api }: { api: Api }) {
  const language = useLanguage();
  const today = todayInIndia();
  const currentMonth = monthOf(today);
  // Until the previous month has closed, she most likely writes about that month.
  const isBeforeClose = today.slice(8) < closeDay;
  const [month, setMonth] = useState(isBeforeClose ? addMonths(currentMonth, -1) : currentMonth);
  const months = Array.from({ length: 12 }, (_, index) => addMonths(currentMonth, -index));
  const narrative = useRead(['narrative', month], () =>
    api.request('GET /api/narratives/{month}', { path: { month } }),
  );
  // What the month would say if it closed now: its numbers fill the preview.
  const preview = useRead(['preview', month], () =>
    api.request('GET /api/snapshots/preview', { query: { month } }),
  );
  // The contract gives the preview's snapshot no type.
  const indicators =
    preview.data === undefined ? [] : previewedSnapshot.parse(preview.data.snapshot).indicators;
  return (
    <>
      <div class="fields">
        <Choice
          name="month"
          label={t('month')}
          value={month}
          options={months.map((option) => [option, formatMonth(option, language)])}
          onChoose={setMonth}
        />
      </div>
      <p>{t('narrative.explain')}</p>
      <Reading of={narrative}>
        {(saved) => (
          <NarrativeForm
            key={month}
            saved={saved}
            indicators={indicators}
            onSend={async (texts) => {
              await api.request('PUT /api/narratives/{month}', { path: { month }, body: texts });
              await narrative.refetch();
            }}
          />
        )}
      </Reading>
    </>
  );
}

/** The text in each language; null if there is none. */
type NarrativeTexts = Pick<AnswerOf<'GET /api/narratives/{month}'>, 'en' | 'ja'>;

type NarrativeFormProps = {
  readonly saved: NarrativeTexts;
  /** The indicators of the month as it stands now; empty while they load. */
  readonly indicators: readonly Indicator[];
  readonly onSend: (texts: NarrativeTexts) => Promise<void>;
};

const languages = ['en', 'ja'] as const;

const trimmedOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The form for the text in each language. Below it stands the preview. */
function NarrativeForm({ saved, indicators, onSend }: NarrativeFormProps) {
  const [en, setEn] = useState(saved.en ?? '');
  const [ja, setJa] = useState(saved.ja ?? '');
  const texts = { en: trimmedOrNull(en), ja: trimmedOrNull(ja) };
  return (
    <>
      <Form label="narrative" onSend={() => onSend(texts)}>
        <LongField name="en" label={t('narrative.en')} text={en} rows={7} isOptional onText={setEn} />
        <LongField name="ja" label={t('narrative.ja')} text={ja} rows={7} isOptional onText={setJa} />
      </Form>
      <NumberChoice
        indicators={indicators}
        onChoose={(placeholder) => {
          setEn((text) => `${text}${placeholder}`);
          setJa((text) => `${text}${placeholder}`);
        }}
      />
      <h2>{t('narrative.preview')}</h2>
      {texts.en === null && texts.ja === null && <p class="soft">{t('narrative.none')}</p>}
      {languages.map((language) => {
        const text = texts[language];
        return (
          text !== null && (
            <section key={language} aria-label={t(`narrative.${language}`)} lang={language}>
              {fillNumbers(text, indicators, language)
                .split(/\n+/)
                .filter((paragraph) => paragraph.trim() !== '')
                .map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
            </section>
          )
        );
      })}
    </>
  );
}

type NumberChoiceProps = {
  readonly indicators: readonly Indicator[];
  /** Called with a placeholder, such as `{members_active}`. */
  readonly onChoose: (placeholder: string) => void;
};

/** The month's numbers, each as a placeholder that a tap puts at the end of both texts. */
function NumberChoice({ indicators, onChoose }: NumberChoiceProps) {
  const language = useLanguage();
  const periodsOf = ({ way }: Indicator) =>
    way === 'stock' ? (['month'] as const) : (['month', 'financialYear', 'toDate'] as const);
  return (
    <Choice
      name="number"
      label={t('narrative.number')}
      value=""
      options={[
        ['', t('narrative.number.choose')],
        ...indicators.flatMap((indicator) =>
          periodsOf(indicator).map(
            (period) =>
              [
                period === 'month' ? `{${indicator.code}}` : `{${indicator.code}.${period}}`,
                `${indicator.title[language]}, ${t(period)}: ${formatShort(indicator[period], indicator.unit, language)}`,
              ] as const,
          ),
        ),
      ]}
      onChoose={(placeholder) => placeholder !== '' && onChoose(placeholder)}
    />
  );
}
