import { type Messages, setupI18n } from '@lingui/core';

/** The languages of the client: one catalogue (`messages.json`) for each area of screens, each message in all three. */

export const languages = ['te', 'en', 'ja'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { te: 'తెలుగు', en: 'English', ja: '日本語' };

type Values = Readonly<Record<string, string | number>>;
/** One area's catalogue, a language at a time: `{ te: () => import('./messages.json?te'), … }`. */
export type Catalogue = Readonly<Record<Language, () => Promise<{ readonly messages: Messages }>>>;

const i18n = setupI18n({ locale: 'te', messages: { te: {} } });
const catalogues = new Set<Catalogue>();
const listeners = new Set<() => void>();
let current: Language = 'te';

export const language = (): Language => current;

/** @returns how to stop listening */
export const onLanguage = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Fetches an area's messages in the language of now, and in any other that is chosen later. */
export async function useCatalogue(catalogue: Catalogue): Promise<void> {
  catalogues.add(catalogue);
  i18n.load(current, (await catalogue[current]()).messages);
}

/** Changes the language of all that is on the screen. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  const loaded = await Promise.all([...catalogues].map((catalogue) => catalogue[chosen]()));
  for (const { messages } of loaded) i18n.load(chosen, messages);
  i18n.activate(chosen);
  current = chosen;
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

/** An area's `t`: takes the keys of its own catalogue alone. */
export const translatorOf =
  <Key extends string>() =>
  (key: Key, values?: Values): string =>
    i18n._(key, values);
