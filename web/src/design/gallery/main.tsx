import { render } from 'preact';
import { useState } from 'preact/hooks';
import { chooseLanguage, languageNames, languages, loadCatalogue } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Navigation } from '../navigation.tsx';
import { Page } from '../page.tsx';
import { designCatalogue } from '../text.ts';
import { Toasts } from '../toast.tsx';
import { Buttons, CardsAndFigures, Colours, Messages, States, Type } from './looks.tsx';
import { galleryCatalogue, type Key, t } from './text.ts';
import { type Preferences, prefer } from './theme.ts';
import { Dialogs, Form, Tables, ToastButton, WrongFields } from './works.tsx';
import '../base.css';
import './gallery.css';

/** Every component with its states, in three languages. It is served by the local stack alone. */

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
} as const;
type Section = keyof typeof sections;
const names = Object.keys(sections).filter((name): name is Section => name in sections);

function Gallery() {
  const language = useLanguage();
  const [at, setAt] = useState<Section>('colours');
  const [preferences, setPreferences] = useState<Preferences>({ scheme: 'system', contrast: 'system' });
  const choose = (change: Partial<Preferences>) => {
    const next = { ...preferences, ...change };
    prefer(next);
    setPreferences(next);
  };
  return (
    <>
      <Page
        title={t('gallery.title')}
        skip={t('gallery.skip')}
        bar={
          <span class="tools">
            <Select
              label="gallery.language"
              value={language}
              options={languages.map((one) => [one, languageNames[one]])}
              onChoose={(one) => void chooseLanguage(one)}
            />
            <Select
              label="gallery.scheme"
              value={preferences.scheme}
              options={(['system', 'light', 'dark'] as const).map((one) => [one, t(`gallery.scheme.${one}`)])}
              onChoose={(scheme) => choose({ scheme })}
            />
            <Select
              label="gallery.contrast"
              value={preferences.contrast}
              options={(['system', 'more'] as const).map((one) => [one, t(`gallery.contrast.${one}`)])}
              onChoose={(contrast) => choose({ contrast })}
            />
          </span>
        }
        navigation={
          <Navigation
            label={t('gallery.parts')}
            items={names.map((name) => ({
              key: name,
              title: t(`gallery.${name}`),
              isCurrent: name === at,
              href: `#${name}`,
              onChoose: () => setAt(name),
            }))}
          />
        }
      >
        {names.map((name) => {
          const Part = sections[name];
          return (
            <section key={name} id={name} aria-labelledby={`${name}-title`}>
              <h2 id={`${name}-title`}>{t(`gallery.${name}`)}</h2>
              <Part />
            </section>
          );
        })}
      </Page>
      <Toasts />
    </>
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
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <label>
      <span class="hidden-text">{t(label)}</span>
      <select
        name={label}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options.find(([one]) => one === currentTarget.value);
          if (chosen !== undefined) onChoose(chosen[0]);
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

await Promise.all([designCatalogue, galleryCatalogue].map(loadCatalogue));
await chooseLanguage('en');
render(<Gallery />, document.getElementById('app') ?? document.body);
