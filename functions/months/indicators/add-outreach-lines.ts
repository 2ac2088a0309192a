import type { JournalLineOf } from '../../shared/journal/line.ts';
import { type Adders, ownRows } from './adders.ts';
import { addFacts, addTallies, type LineCounting, recording, reversal } from './counted-facts.ts';
import { addDemandStep, setDemand } from './demand-document.ts';
import { type Documents, demandOf, memberOf } from './documents.ts';
import { addProgrammeLine } from './kept-programme-lines.ts';
import { monthNumber } from './month-numbers.ts';

/** What lines about outreach, its rosters, and demands add to the documents. */

const addRosterFacts = (
  documents: Documents,
  { kind, participants }: JournalLineOf<'roster_set'>,
  counting: LineCounting,
): void =>
  addFacts(
    documents,
    'roster',
    participants.map(({ memberId, role }) => ({
      member: memberOf(documents, memberId),
      fact: { kind, role },
    })),
    counting,
  );

/** Subtracts the newest roster of an outreach, if one counts. */
const subtractRoster = (documents: Documents, outreachId: string): void => {
  const roster = documents.rosters.get(outreachId);
  if (roster !== undefined && roster !== null) {
    addRosterFacts(documents, roster, reversal(monthNumber(roster.on), roster));
  }
};

/** Replaces the earlier roster of the outreach. */
const setRoster = (documents: Documents, line: JournalLineOf<'roster_set'>): void => {
  // Null: the outreach's reversal came before this line, and reverses this roster too.
  if (documents.rosters.get(line.outreachId) !== null) {
    subtractRoster(documents, line.outreachId);
    const ownRoster = { ...line, participants: ownRows(documents, line.participants) };
    documents.rosters.set(line.outreachId, ownRoster);
    addRosterFacts(documents, ownRoster, recording(monthNumber(line.on)));
  }
};

/** Subtracts the roster of a reversed outreach. A roster that comes later in the journal isn't added. */
const dropRoster = (documents: Documents, outreachId: string): void => {
  subtractRoster(documents, outreachId);
  documents.rosters.set(outreachId, null);
};

export const outreachAdders = {
  outreach_recorded: (documents, line) => {
    addTallies(documents, 'outreach', [line], monthNumber(line.on), 1);
    // A media story is published by itself too, from this line.
    addProgrammeLine(documents.programme, line);
  },
  roster_set: (documents, line) => setRoster(documents, line),
  outreach_reversed: (documents, line) => {
    dropRoster(documents, line.outreachId);
    // This tally cancels that of the recording, whichever of the two lines comes first.
    addTallies(documents, 'outreach', [line], monthNumber(line.on), -1);
    addProgrammeLine(documents.programme, line);
  },
  demand_recorded: (documents, line) => setDemand(demandOf(documents, line.demandId), line),
  demand_step: (documents, line) => addDemandStep(demandOf(documents, line.demandId), line),
  demand_reversed: (documents, line) => {
    demandOf(documents, line.demandId).isReversed = true;
  },
} satisfies Partial<Adders>;
