import { findCredentials, notePassword, type PasswordMaker } from '../sign-ins/credentials.ts';
import type { Table, Write } from '../table/client.ts';
import { knownByAfter, sameHandUntil } from './one-hand-rules.ts';

/** Until when two people count as one hand (`sameHandUntil`); undefined if they don't. */
export const findSameHand = async (
  table: Pick<Table, 'get'>,
  personId: string,
  otherId: string,
  now: Date,
): Promise<Date | undefined> => {
  const [one, other] = await Promise.all([findCredentials(table, personId), findCredentials(table, otherId)]);
  return sameHandUntil({ personId, ...one }, { personId: otherId, ...other }, now);
};

/**
 * The write that notes who makes a person's password, and who could have known it. It fails if another password is made for that person at this moment.
 */
export const planPasswordNote = async (
  table: Pick<Table, 'get'>,
  personId: string,
  maker: PasswordMaker,
): Promise<Write> => {
  const [before, credentialsOfMaker] = await Promise.all([
    findCredentials(table, personId),
    findCredentials(table, maker.by),
  ]);
  const knownBy = knownByAfter(
    { personId, ...before },
    { personId: maker.by, ...credentialsOfMaker },
    maker.now,
  );
  return notePassword(personId, maker, { before, knownBy });
};
