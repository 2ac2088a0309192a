import { t } from '../text.ts';

/** Whether it is a name that people type. The invented people of the demo have an id instead, and sign in by a button. */
export const isSignInName = (name: string): boolean => /^[a-z]+$/.test(name);

/** Shows a person's sign-in name on the administrator's pages. */
export const SignInName = ({ name }: { readonly name: string }) =>
  isSignInName(name) ? <code class="whole">{name}</code> : <span class="soft">{t('signInName.demo')}</span>;
