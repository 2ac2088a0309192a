import { refused } from '../../shared/errors/errors.ts';
import { isTrusted } from '../../shared/two-person/two-person-rules.ts';
import { askForPassword, handOutPassword, setPasswordAlone } from './password-approval.ts';
import { makeOneTimePassword } from './random-names-and-passwords.ts';
import { findStoredPerson } from './read-people.ts';
import { accepted, approvalRequestOf, type Deps, type Handler, personChangedLine } from './route-deps.ts';
import { validateOwnPassword } from './rules.ts';

/** The route that makes a one-time password. password-approval.ts asks for a second person where one is needed. */

export const passwordRoute =
  (deps: Deps): Handler<'POST /api/users/{id}/one-time-password'> =>
  async ({ path, body, caller, now }) => {
    const refusal = validateOwnPassword(caller, path.id);
    if (refusal !== undefined) {
      throw refusal;
    }
    const person = await findStoredPerson(deps.table, path.id);
    if (person.disabled) {
      throw refused('disabled', 'This person is disabled. Enable her first.');
    }
    const password = makeOneTimePassword();
    const setPassword = (options: { readonly replacesUser: boolean }) =>
      deps.allowSignIn(person.signInName, password, options);
    const maker = { by: caller.personId, now };
    const line = personChangedLine(deps, person, ['password'], caller, now);
    // Somebody in a trusted role gets a password only after a second person approved it: the first request asks for that, a later one names the approval.
    if (body.approvalId !== undefined) {
      await handOutPassword(deps.table, body.approvalId, person, maker, line, setPassword);
    } else if (isTrusted(person.role)) {
      const { asking, line: askedLine } = approvalRequestOf(
        deps,
        'sign_in',
        person.id,
        { role: person.role },
        caller,
        now,
      );
      return accepted(await askForPassword(deps.table, person.id, asking, askedLine, now));
    } else {
      await setPasswordAlone(deps.table, person, maker, line, setPassword);
    }
    return { status: 201, body: { password } };
  };
