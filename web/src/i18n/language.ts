import { type Messages, setupI18n } from '@lingui/core';

/** The client's languages. Each area of screens has a catalogue (`messages.json`) with every message in all three. */
export const languages = ['te', 'en', 'ja'] as const;
export type Language = (typeof languages)[number];

/** Each language's own name. */
export const languageNames: Readonly<Record<Language, string>> = { te: 'తెలుగు', en: 'English', ja: '日本語' };

/** The values of a message's placeholders: `{ count: 3 }`. */
type Values = Readonly<Record<string, string | number>>;
/** One area's catalogue, one language at a time: `{ te: () => import('./messages.json?te'), … }`. */
export type Catalogue = Readonly<Record<Language, () => Promise<{ readonly messages: Messages }>>>;

const i18n = setupI18n({ locale: 'te', messages: { te: {} } });
const catalogues = new Set<Catalogue>();
const listeners = new Set<() => void>();
let current: Language = 'te';

/**
 * The language of the page at this moment, without a hook. A component that must be drawn again when it changes uses
 * `useLanguage`.
 */
export const language = (): Language => current;

/** Calls a listener whenever another language is chosen. @returns a function that unsubscribes */
export const onLanguage = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Loads an area's messages in the language of the page, and from then on in each language that is chosen. */
export async function loadCatalogue(catalogue: Catalogue): Promise<void> {
  catalogues.add(catalogue);
  i18n.load(current, (await catalogue[current]()).messages);
}

/** Changes the language of the whole page, after all its catalogues are loaded in that language. @throws if one cannot be loaded */
export async function chooseLanguage(chosen: Language): Promise<void> {
  const loaded = await Promise.all([...catalogues].map((catalogue) => catalogue[chosen]()));
  for (const { messages } of loaded) i18n.load(chosen, messages);
  i18n.activate(chosen);
  current = chosen;
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

/**
 * Makes the translator `t` of an area's messages into the language of the page. It accepts only the keys of the
 * area's catalogue.
 */
export const translatorOf =
  <Key extends string>() =>
  (key: Key, values?: Values): string =>
    i18n._(key, values);

/** Makes a translator into one fixed language, which may differ from the page's: for papers printed in two languages. */
export async function translatorIn<Key extends string>(
  catalogues: readonly Catalogue[],
  language: Language,
): Promise<(key: Key, values?: Values) => string> {
  const fixedI18n = setupI18n({ locale: language, messages: { [language]: {} } });
  const loaded = await Promise.all(catalogues.map((catalogue) => catalogue[language]()));
  for (const { messages } of loaded) fixedI18n.load(language, messages);
  return (key, values) => fixedI18n._(key, values);
}
