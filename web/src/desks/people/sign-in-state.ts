import { dateInIndia } from '../../../../functions/shared/calendar/calendar.ts';
import type { ItemOf } from '../../api/routes.ts';
import { formatDate, formatInstant } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { t } from '../text.ts';

type Person = Pick<ItemOf<'GET /api/users'>, 'disabled' | 'signIn'>;

/** Which people the administrator's list shows. */
export const signInFilters = ['all', 'never', 'password'] as const;
export type SignInFilter = (typeof signInFilters)[number];

/** Whether it is known that somebody who may sign in never has. */
const hasNeverCome = ({ signIn }: Person): boolean =>
  signIn !== undefined && signIn.signedInAt === undefined && signIn.state !== 'not_noted';

/** Whether somebody has no password that works, or one that she hasn't used yet, which ends soon (shared/sign-ins/first-password-days.ts). */
const isAboutPassword = ({ signIn }: Person): boolean =>
  signIn !== undefined && signIn.state !== 'signed_in' && signIn.state !== 'not_noted';

export const isShownBy = (filter: SignInFilter, person: Person): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'never':
      return hasNeverCome(person);
    case 'password':
      return isAboutPassword(person);
  }
};

/** Whether the administrator has something to do so that the person can sign in. */
export const needsCare = isAboutPassword;

/** A person's status in the list, where each row can't say since when sign-ins are noted. */
export const listedStatusOf = (person: Person, language: Language): string =>
  person.signIn?.state === 'not_noted' ? t('person.active') : statusTextOf(person, language);

/** A person's status, in words: that she is disabled, when she last signed in, or what her password waits for. */
export function statusTextOf({ disabled, signIn }: Person, language: Language): string {
  if (disabled) return t('disabled');
  if (signIn === undefined) return t('person.active');
  const { state, signedInAt, passwordUntil } = signIn;
  const until = passwordUntil === undefined ? '' : formatInstant(passwordUntil, language);
  const on = signedInAt === undefined ? '' : formatDate(dateInIndia(new Date(signedInAt)), language);
  switch (state) {
    case 'signed_in':
      return t('signIn.last', { on });
    case 'not_noted':
      return t('signIn.notNoted');
    case 'no_password':
      return signedInAt === undefined ? t('signIn.never') : t('signIn.needsNew', { on });
    case 'password_waits':
      return t(signedInAt === undefined ? 'signIn.never.waits' : 'signIn.again.waits', { until });
    case 'password_ended':
      return t(signedInAt === undefined ? 'signIn.never.ended' : 'signIn.again.ended', { until });
  }
}
