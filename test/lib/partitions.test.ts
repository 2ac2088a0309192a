import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toldByRoute } from '../../functions/shared/journal/read-parts.ts';
import { matchesPattern } from '../../lib/access.ts';
import { allFunctions } from '../../lib/functions/all.ts';
import type { FunctionDefinition } from '../../lib/functions/definition.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { workers } from '../../lib/functions/without-routes.ts';
import { keys } from '../support/table-keys.ts';

/*
 * The stack on one machine refuses what a policy would refuse (local/aws/table-guard.ts), and the authorisation matrix makes every call that
 * is given. This reads in the code which keys each function can make, so that none is missed because no test came that way.
 */

/** Keys that a function imports with the rest of a file, and never makes. */
const neverMade: Readonly<Record<string, readonly string[]>> = {
  // What the system itself writes has no id of a device, and is about no woman.
  compile: ['claimKey', 'memberKey'],
  // Whoever appends a line can check a woman’s consent with it. None of these acts is about one.
  devices: ['memberKey'],
  // Whoever leads a group is found in the list of all people, and opened by her key. The talks that are due are read of all groups at once.
  collectives: ['personKey', 'dueTalksKey'],
  demands: ['memberKey'],
  voice: ['memberKey'],
  handover: ['memberKey'],
  health: ['memberKey'],
  closing: ['memberKey'],
  programme: ['memberKey'],
  // Only the nightly erasure overwrites a code.
  erasure: ['codeKey'],
  // It plans a join or a parting to tell what would refuse it; whoever decides writes it.
  sameWomen: [
    'nameTokenKey',
    'memberListIndexKeys',
    'allMembersIndexKeys',
    'openingKey',
    'dueTalksKey',
    'memberCountsKey',
    'memberCountsByKey',
  ],
  // These are attributes of a member's item.
  approvals: ['memberListIndexKeys', 'allMembersIndexKeys'],
  // It reads by what other areas read by, and writes nothing of theirs.
  record: [
    'claimKey',
    'settingCountsKey',
    'journalKey',
    'dueTalksKey',
    'codeKey',
    'fullNamePartition',
    'caseList',
    'caseListIndexKeys',
    'waitingCases',
    'casesOfAssignee',
    'emergencyAccessList',
    'emergencyAccessKey',
    'memberListIndexKeys',
    'allMembersIndexKeys',
    'collectiveList',
    'collectiveListIndexKeys',
    'collectivesOfDistrict',
    'collectiveDistrictIndexKeys',
  ],
  // It reads by what other areas read by, and uses nothing else of theirs.
  pack: [
    'claimKey',
    'settingCountsKey',
    'collectiveCountKey',
    'journalKey',
    'collectiveList',
    'groupMoneyList',
    'meetingsOfMonth',
    'collectiveListIndexKeys',
    'collectivesOfDistrict',
    'collectiveDistrictIndexKeys',
    'programmePartition',
    'fullNamePartition',
    'caseList',
    'caseListIndexKeys',
    'emergencyAccessList',
    'emergencyAccessKey',
    'memberListIndexKeys',
    'allMembersIndexKeys',
  ],
};

const root = join(import.meta.dirname, '..', '..');
const keysFolder = join('functions', 'shared', 'table', 'keys');
const isKeysFile = (file: string): boolean => dirname(file) === keysFolder;
const importing = /^(?:import|export) (?!type )(?:\{([^}]*)\}|[^'"]*?)\s*from '(\.[^']+)';/gms;

/** The names that a file and all that it imports take from the files of functions/shared/table/keys. */
const keysUsedBy = (entry: string, seen = new Set<string>()): Set<string> => {
  const found = new Set<string>();
  if (seen.has(entry) || isKeysFile(entry)) return found;
  seen.add(entry);
  for (const [, names = '', target = ''] of readFileSync(join(root, entry), 'utf8').matchAll(importing)) {
    const file = relative(root, join(root, dirname(entry), target));
    const used = isKeysFile(file)
      ? names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type '))
      : keysUsedBy(file, seen);
    for (const name of used) found.add(name);
  }
  return found;
};

/** The partition that a key of this name leads to, in the table or an index; null for what is no partition. */
const samplePartition = (name: string): { index: boolean; partition: string } | null => {
  const value: unknown = Reflect.get(keys, name);
  // It reads a key, or is a part of one.
  if (/(Prefix|Between)$/.test(name) || name === 'collectiveIdOf') return null;
  const made: unknown =
    typeof value === 'function' ? value('2026-10-01', '2026-10-01', '2026-10-01T00:00:00.000Z', 'x') : value;
  if (typeof made === 'string') return { index: true, partition: made };
  const { pk, gsi1pk, gsi2pk } = Object(made);
  return pk === undefined ? { index: true, partition: gsi1pk ?? gsi2pk } : { index: false, partition: pk };
};

/** Attributes by which an item is found in an index: whoever writes the item writes them, and may not be one to look there. */
const attributesOfIndexes =
  /^(?:(?:journal|access)By(?:Subject|Actor)|(?:claim|approvalList|cashDifference|datedDemand|districtCases|dueTalks|groupMoney|meeting|memberList|openQuestion|pair|questionList|personList|requestList|requestAudit)IndexKeys)$/;

const all: [string, FunctionDefinition][] = Object.entries(allFunctions);
const built = all.filter(([, { table, entry }]) => table !== undefined && existsSync(join(root, entry)));

/** The drill makes keys of restored tables, by any name. The stack on one machine refuses it those of the present one, and the authorisation matrix runs it. */
const ofPresentTable = built.filter(([, { rights = [] }]) => !rights.includes('restored:use'));

/** A function that shows lists alone, or whose openings no woman's page tells, writes nothing by which her page finds an opening. */
const writesNoOpened = ({ table = {}, routes = [] }: FunctionDefinition): boolean => {
  const told = new Set(
    Object.entries(toldByRoute).flatMap(([route, part]) => (part === null ? [] : [route])),
  );
  return table['ACCESS#*']?.includes('put') !== true || !routes.some((route) => told.has(route));
};

describe('the keys that the code of a function makes', () => {
  test.each(ofPresentTable)('are all allowed by its policy: %s', (name, definition) => {
    const { entry, table = {} } = definition;
    const patterns = Object.keys(table);
    for (const key of keysUsedBy(entry)) {
      const sample = samplePartition(key);
      if (sample === null || attributesOfIndexes.test(key) || neverMade[name]?.includes(key)) continue;
      if ((key === 'openedBySubject' || key === 'openedKey') && writesNoOpened(definition)) continue;
      const isAllowed = patterns.some((pattern) => matchesPattern(pattern, sample.partition));
      expect(isAllowed, `${key}: ${sample.partition}`).toBe(true);
    }
  });

  test('are found: the authorizer reads a way in and a device and notes a sign-in, a collective’s functions claim ids', () => {
    expect(keysUsedBy(workers.authorizer.entry)).toEqual(
      new Set(['wayInKey', 'deviceKey', 'newestSignInKey']),
    );
    expect([...keysUsedBy(areas.collectives.entry)]).toEqual(
      expect.arrayContaining(['collectiveKey', 'claimKey', 'journalKey']),
    );
  });

  test.each(built)('explain every partition in the policy: %s', (_, { entry, table = {} }) => {
    const samples = [...keysUsedBy(entry)].map(samplePartition).flatMap((sample) => sample ?? []);
    for (const pattern of Object.keys(table)) {
      expect(
        samples.some(({ partition }) => matchesPattern(pattern, partition)),
        pattern,
      ).toBe(true);
    }
  });
});
