import { render } from 'preact';
import { useState } from 'preact/hooks';
import { bringMissingLetters } from '../../device/missing-letters.ts';
import { chooseLanguage, languageNames, languagesOf, loadCatalogue } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Navigation } from '../navigation.tsx';
import { Page } from '../page.tsx';
import { Toasts } from '../toast.tsx';
import { Dialogs, Form, ToastButton, WrongFields } from './interactive-samples.tsx';
import { PicturesOfTalk } from './pictures-of-talk.tsx';
import { Buttons, CardsAndFigures, Colours, Messages, States, Type } from './static-samples.tsx';
import { Tables } from './table-samples.tsx';
import { galleryCatalogue, type Key, t } from './text.ts';
import { applyPreferences, type Preferences } from './theme.ts';
import '../base.css';
import './gallery.css';

/** The gallery: every component in each of its states, in three languages. Only the local stack serves it. */

const sections = {
  colours: Colours,
  type: Type,
  buttons: Buttons,
  messages: Messages,
  cards: CardsAndFigures,
  table: Tables,
  form: Form,
  wrong: WrongFields,
  dialog: Dialogs,
  toast: ToastButton,
  states: States,
  pictures: PicturesOfTalk,
} as const;
type Section = keyof typeof sections;
const sectionNames = Object.keys(sections).filter((name): name is Section => name in sections);

function Gallery() {
  const language = useLanguage();
  const [current, setCurrent] = useState<Section>('colours');
  const [preferences, setPreferences] = useState<Preferences>({ scheme: 'system', contrast: 'system' });
  const choose = (change: Partial<Preferences>) => {
    const next = { ...preferences, ...change };
    applyPreferences(next);
    setPreferences(next);
  };
  return (
    <Page
      title={t('gallery.title')}
      skip={t('gallery.skip')}
      bar={
        <span class="tools">
          <Select
            label="gallery.language"
            value={language}
            options={languagesOf.everybody.map((option) => [option, languageNames[option]])}
            onChoose={(option) => void chooseLanguage(option)}
          />
          <Select
            label="gallery.scheme"
            value={preferences.scheme}
            options={(['system', 'light', 'dark'] as const).map((option) => [
              option,
              t(`gallery.scheme.${option}`),
            ])}
            onChoose={(scheme) => choose({ scheme })}
          />
          <Select
            label="gallery.contrast"
            value={preferences.contrast}
            options={(['system', 'more'] as const).map((option) => [option, t(`gallery.contrast.${option}`)])}
            onChoose={(contrast) => choose({ contrast })}
          />
          <Toasts />
        </span>
      }
      navigation={
        <Navigation
          label={t('gallery.parts')}
          items={sectionNames.map((name) => ({
            key: name,
            title: t(`gallery.${name}`),
            isCurrent: name === current,
            href: `#${name}`,
            onChoose: () => setCurrent(name),
          }))}
        />
      }
    >
      {sectionNames.map((name) => {
        const Samples = sections[name];
        return (
          <section key={name} id={name} aria-labelledby={`${name}-title`}>
            <h2 id={`${name}-title`}>{t(`gallery.${name}`)}</h2>
            <Samples />
          </section>
        );
      })}
    </Page>
  );
}

function Select<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: Key;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <label>
      <span class="hidden-text">{t(label)}</span>
      <select
        name={label}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(([option]) => option === currentTarget.value);
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

bringMissingLetters();
await loadCatalogue(galleryCatalogue);
await chooseLanguage('en');
render(<Gallery />, document.getElementById('app') ?? document.body);
