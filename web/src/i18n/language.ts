import { type Messages, sayMessage, type Values } from './say-message.ts';

/** The languages of each kind of page. An area's `messages.json` has the languages of its kind of page, and no others. */
export const languagesOf = {
  /** What leaders and staff work with: the phone and the desks. */
  work: ['te', 'en'],
  /** The funder's pages, and what everybody meets: the sign-in, the components, the districts. */
  everybody: ['te', 'en', 'ja'],
} as const;
export type WorkLanguage = (typeof languagesOf.work)[number];
export type Language = (typeof languagesOf.everybody)[number];

/** The language in which somebody works who reads this one: English for a reader of Japanese. */
export const workLanguage = (language: Language): WorkLanguage => (language === 'te' ? 'te' : 'en');

/** Each language's own name. */
export const languageNames: Readonly<Record<Language, string>> = { te: 'తెలుగు', en: 'English', ja: '日本語' };

type LoadMessages = () => Promise<{ readonly messages: Messages }>;
/** The texts of one area, or of a list of areas, one language at a time. */
export type Catalogue = Readonly<Record<Language, LoadMessages>>;
/** The catalogue of an area that only the phone and the desks show. */
export type WorkCatalogue = Readonly<Record<WorkLanguage, LoadMessages>>;

const loaded: Record<Language, Record<string, Messages[string]>> = { te: {}, en: {}, ja: {} };
const catalogues = new Set<WorkCatalogue & Partial<Catalogue>>();
const listeners = new Set<() => void>();
let current: Language = 'te';

/**
 * The language of the page at this moment, without a hook. A component that must be drawn again when it changes uses
 * `useLanguage`.
 */
export const language = (): Language => current;

/** The compiled messages that the page has loaded, in its language. */
export const messagesInUse = (): Messages => loaded[current];

/** Calls a listener whenever another language is chosen. @returns a function that unsubscribes */
export const onLanguage = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const loadMessages = async (
  catalogue: WorkCatalogue & Partial<Catalogue>,
  language: Language,
): Promise<Messages> => (await (catalogue[language] ?? catalogue[workLanguage(language)])()).messages;

/** Loads an area's messages in the language of the page, and from then on in each language that is chosen. */
export async function loadCatalogue(catalogue: WorkCatalogue | Catalogue): Promise<void> {
  catalogues.add(catalogue);
  const into = current;
  Object.assign(loaded[into], await loadMessages(catalogue, into));
}

/** Changes the language of the whole page, after all its catalogues are loaded in that language. @throws if one cannot be loaded */
export async function chooseLanguage(chosen: Language): Promise<void> {
  const texts = await Promise.all([...catalogues].map((catalogue) => loadMessages(catalogue, chosen)));
  Object.assign(loaded[chosen], ...texts);
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
    say(loaded[current], current, key, values);

/** Says a message. If it is not loaded, its key is shown: a sign that a screen forgot to load its catalogue. */
const say = (messages: Messages, locale: Language, key: string, values: Values = {}): string =>
  sayMessage(messages[key] ?? [key], locale, values);

/**
 * Makes a translator into one fixed language, which may differ from the page's: for papers printed in two languages, and for
 * what somebody else will read.
 */
export async function translatorIn<Key extends string, In extends Language = WorkLanguage>(
  catalogue: Readonly<Record<In, LoadMessages>>,
  language: In,
): Promise<(key: Key, values?: Values) => string> {
  const { messages } = await catalogue[language]();
  return (key, values) => say(messages, language, key, values);
}
