import * as accessLog from '../../functions/shared/table/keys/access-log.ts';
import * as cases from '../../functions/shared/table/keys/cases.ts';
import * as collectives from '../../functions/shared/table/keys/collectives.ts';
import * as journalAndClaims from '../../functions/shared/table/keys/journal-and-claims.ts';
import * as members from '../../functions/shared/table/keys/members.ts';
import * as people from '../../functions/shared/table/keys/people.ts';
import * as programme from '../../functions/shared/table/keys/programme.ts';
import * as sameWomen from '../../functions/shared/table/keys/same-women.ts';

/** The files of functions/shared/table/keys with what each exports; key.ts has only types. */
export const keyFiles = {
  'access-log.ts': accessLog,
  'cases.ts': cases,
  'collectives.ts': collectives,
  'journal-and-claims.ts': journalAndClaims,
  'members.ts': members,
  'people.ts': people,
  'programme.ts': programme,
  'same-women.ts': sameWomen,
};

/** All that the files of keys export, by name. */
export const keys = {
  ...accessLog,
  ...cases,
  ...collectives,
  ...journalAndClaims,
  ...members,
  ...people,
  ...programme,
  ...sameWomen,
};
