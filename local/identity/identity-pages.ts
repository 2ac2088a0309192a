import type { Role } from '../../functions/shared/reach/roles.ts';
import { lettersStyle } from '../wire/stack-pages.ts';
import type { DemoPerson } from './demo-people.ts';

/** The languages of the identity provider's pages, which are plain HTML without scripts. */
const languages = ['en', 'te', 'ja'] as const;
export type Language = (typeof languages)[number];

type PageWords = {
  /** The language's own name. */
  readonly self: string;
  /** What the choice of a language is called. */
  readonly language: string;
  /** Also the text of the button that signs in. */
  readonly title: string;
  readonly demo: string;
  readonly choose: string;
  readonly others: string;
  readonly userName: string;
  readonly password: string;
  readonly wrong: string;
  readonly newPassword: string;
  readonly passwordRules: string;
  readonly weak: string;
  readonly failed: string;
  /** For a sign-in page that is opened again after it was left, such as with the browser's Back. */
  readonly over: string;
  readonly again: string;
  readonly roles: Readonly<Record<Role, string>>;
  /** A coordinator who has districts of her own. */
  readonly areaCoordinator: string;
};

const words: Readonly<Record<Language, PageWords>> = {
  en: {
    self: 'English',
    language: 'Language',
    title: 'Sign in',
    demo: 'Demonstration on this computer only. These people are invented, and need no password.',
    choose: 'Who are you?',
    others: 'Somebody else, whom an administrator has let in',
    userName: 'User name',
    password: 'Password',
    wrong: 'The user name or the password is wrong.',
    newPassword: 'Choose a password of your own',
    passwordRules:
      'At least 12 characters, with small and capital letters, a digit and a sign such as - or !.',
    weak: 'That password is too weak.',
    failed: 'That did not work.',
    over: 'This sign-in is over.',
    again: 'Go back to the start and sign in again.',
    areaCoordinator: 'Area coordinator',
    roles: {
      leader: 'Leader',
      caseworker: 'Caseworker',
      coordinator: 'Coordinator',
      administrator: 'Administrator',
      auditor: 'Auditor',
      funder: 'Funder',
    },
  },
  te: {
    self: 'తెలుగు',
    language: 'భాష',
    title: 'సైన్ ఇన్',
    demo: 'ఇది ఈ కంప్యూటర్‌లో ప్రదర్శన కోసం మాత్రమే. ఈ వ్యక్తులు కల్పితం; పాస్‌వర్డ్ లేదు.',
    choose: 'మీరు ఎవరు?',
    others: 'నిర్వాహకురాలు అనుమతించిన మరొకరు',
    userName: 'వినియోగదారు పేరు',
    password: 'పాస్‌వర్డ్',
    wrong: 'వినియోగదారు పేరు లేదా పాస్‌వర్డ్ తప్పు.',
    newPassword: 'మీ సొంత పాస్‌వర్డ్ ఎంచుకోండి',
    passwordRules: 'కనీసం 12 అక్షరాలు: ఆంగ్ల చిన్న, పెద్ద అక్షరాలు, ఒక అంకె, - లేదా ! వంటి ఒక గుర్తు.',
    weak: 'ఆ పాస్‌వర్డ్ బలహీనంగా ఉంది.',
    failed: 'అది పని చేయలేదు.',
    over: 'ఈ సైన్ ఇన్ ముగిసింది.',
    again: 'మొదటికి వెళ్లి మళ్లీ సైన్ ఇన్ చేయండి.',
    areaCoordinator: 'ప్రాంత కోఆర్డినేటర్',
    roles: {
      leader: 'లీడర్',
      caseworker: 'కేస్‌వర్కర్',
      coordinator: 'కోఆర్డినేటర్',
      administrator: 'నిర్వాహకురాలు',
      auditor: 'ఆడిటర్',
      funder: 'నిధులు ఇచ్చేవారు',
    },
  },
  ja: {
    self: '日本語',
    language: '言語',
    title: 'サインイン',
    demo: 'このコンピューターだけで動くデモです。人物は架空で、パスワードはありません。',
    choose: 'どなたですか。',
    others: '管理者が登録したほかの人',
    userName: 'ユーザー名',
    password: 'パスワード',
    wrong: 'ユーザー名またはパスワードが違います。',
    newPassword: '自分のパスワードを決めてください',
    passwordRules: '12文字以上で、英小文字・英大文字・数字・記号（-や!など）を含めてください。',
    weak: 'そのパスワードは弱すぎます。',
    failed: 'うまくいきませんでした。',
    over: 'このサインインは終了しています。',
    again: '最初に戻って、もう一度サインインしてください。',
    areaCoordinator: '地域コーディネーター',
    roles: {
      leader: 'リーダー',
      caseworker: 'ケースワーカー',
      coordinator: 'コーディネーター',
      administrator: '管理者',
      auditor: '監査担当',
      funder: '資金提供者',
    },
  },
};

/**
 * Chooses the language of a page of the identity provider: the first of the wanted languages that the pages have, whatever its weight (`q`). By default
 * English.
 * @param wanted such as `te-IN,en;q=0.8` (Accept-Language) or `te en` (ui_locales)
 */
export function chooseLanguage(wanted: string | undefined): Language {
  const tags = (wanted ?? '').split(/[\s,]+/).map((tag) => tag.slice(0, 2).toLowerCase());
  for (const tag of tags) {
    const offered = languages.find((language) => language === tag);
    if (offered !== undefined) return offered;
  }
  return 'en';
}

/**
 * The local identity provider's sign-in page, with a button for each demo person.
 * @param people their keys must be plain words, since they are not escaped
 * @param options.name the user name to fill in
 * @param options.wasWrong whether a wrong name or password was just entered
 */
export function renderSignIn(
  language: Language,
  people: readonly (DemoPerson & { readonly key: string })[],
  { name, wasWrong }: { readonly name: string; readonly wasWrong: boolean },
): string {
  const text = words[language];
  // A link of nothing but a query keeps the page's path. The path names the interaction, for which the provider keeps the client's request.
  const languageLinks = languages
    .filter((other) => other !== language)
    .map((other) => `<a href="?lang=${other}" lang="${other}" hreflang="${other}">${words[other].self}</a>`);
  const roleText = ({ role, districts }: DemoPerson): string =>
    role === 'coordinator' && districts.length > 0 ? text.areaCoordinator : text.roles[role];
  const buttons = people.map(
    (person) =>
      `<li><button name="person" value="${person.key}"><span>${escapeHtml(roleText(person))}</span> <span lang="${person.locale}">${escapeHtml(person.name)}</span></button></li>`,
  );
  return page(
    language,
    text.title,
    `<nav aria-label="${text.language}">${languageLinks.join(' · ')}</nav>
<h1>${text.title}</h1>
<p>${text.demo}</p>
<form method="post"><h2>${text.choose}</h2><ul>${buttons.join('')}</ul></form>
<h2>${text.others}</h2>
${wasWrong ? `<p role="alert">${text.wrong}</p>` : ''}
<form method="post">
<p><label>${text.userName}<br><input name="userName" autocomplete="username" value="${escapeHtml(name)}" required></label></p>
<p><label>${text.password}<br><input name="password" type="password" autocomplete="current-password" required></label></p>
<button>${text.title}</button></form>`,
  );
}

/**
 * The local identity provider's page after the sign-in with a one-time password: the person chooses her own.
 * @param options.wasWeak whether she just chose a weak one
 */
export function renderNewPassword(language: Language, { wasWeak }: { readonly wasWeak: boolean }): string {
  const text = words[language];
  return page(
    language,
    text.newPassword,
    `<h1>${text.newPassword}</h1>
${wasWeak ? `<p role="alert">${text.weak}</p>` : ''}
<form method="post">
<p><label>${text.password}<br><input name="newPassword" type="password" autocomplete="new-password" aria-describedby="rules" required></label></p>
<p id="rules">${text.passwordRules}</p>
<button>${text.title}</button></form>`,
  );
}

/** The local identity provider's page for a sign-in that is over. The browser's Back or an old tab opens it. */
export function renderOver(language: Language): string {
  const text = words[language];
  return page(language, text.over, `<h1>${text.over}</h1><p><a href="/">${text.again}</a></p>`);
}

/**
 * The local identity provider's page for an error. Its link leads to the web client, which starts a new sign-in.
 * @param code the protocol's error code, which a person can report
 */
export function renderError(language: Language, code: string): string {
  const text = words[language];
  const body = `<h1>${text.failed}</h1><p><a href="/">${text.again}</a></p><p><code>${escapeHtml(code)}</code></p>`;
  return page(language, text.failed, body);
}

function page(language: Language, title: string, main: string): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${lettersStyle}
body { margin: 0; } main { max-width: 34rem; margin: 0 auto; padding: 1rem; }
ul { list-style: none; padding: 0; } li { margin: 0.5rem 0; }
button { font: inherit; width: 100%; min-height: 3rem; padding: 0.5rem 1rem; text-align: start; cursor: pointer; }
input { font: inherit; width: 100%; min-height: 3rem; padding: 0 0.75rem; box-sizing: border-box; }
button span:first-child { font-weight: 700; } :focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
</style></head>
<body><main>${main}</main></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
