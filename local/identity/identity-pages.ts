import { lettersStyle } from '../wire/stack-pages.ts';
import type { DemoPerson } from './demo-people.ts';
import { type Language, languages, words } from './identity-words.ts';

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
