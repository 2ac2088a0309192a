import notice from '../consent/messages.json' with { type: 'json' };
import ownCases from '../leader/cases/messages.json' with { type: 'json' };
import crisis from '../leader/emergency/messages.json' with { type: 'json' };
import enrolment from '../leader/enrol/messages.json' with { type: 'json' };
import learn from '../leader/learn/messages.json' with { type: 'json' };
import members from '../leader/members/messages.json' with { type: 'json' };
import frame from '../leader/messages.json' with { type: 'json' };
import past from '../leader/past/messages.json' with { type: 'json' };
import rights from '../leader/record/messages.json' with { type: 'json' };
import sheet from '../leader/sheet/messages.json' with { type: 'json' };
import lessons from '../lessons/messages.json' with { type: 'json' };
import herWords from '../members/messages.json' with { type: 'json' };
import caseEntries from '../phone/cases/messages.json' with { type: 'json' };
import phone from '../phone/messages.json' with { type: 'json' };
import talk from '../phone/talk/messages.json' with { type: 'json' };
import unsent from '../phone/unsent/messages.json' with { type: 'json' };
import record from '../record/messages.json' with { type: 'json' };
import talks from '../talks/messages.json' with { type: 'json' };
import unlock from '../unlock/messages.json' with { type: 'json' };

/** A message of a catalogue that has spoken texts: `spoken` names the room of the studio that lists it, or is `no`. */
type Message = { readonly te: string; readonly en: string; readonly spoken: string };

/**
 * The catalogues with spoken texts, with both languages: for the studio and for tests. A phone never loads these; what it loads is compiled and
 * unmarked. In such a catalogue every message says `spoken`, so that none is forgotten.
 */
export const spokenCatalogues: readonly Readonly<Record<string, Message>>[] = [
  notice,
  enrolment,
  herWords,
  sheet,
  frame,
  phone,
  unlock,
  past,
  unsent,
  crisis,
  ownCases,
  caseEntries,
  talk,
  talks,
  rights,
  record,
  learn,
  lessons,
  members,
];
