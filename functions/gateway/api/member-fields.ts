/** The descriptions of fields of collectives, members and talks. fields.ts brings all descriptions together. */
export const memberFields = {
  // Joined records
  joined: 'Her other records, which were joined to this one.',
  keptId: 'The id of the record under which she stands everywhere.',
  withdrawnCodes:
    'The codes of the records, of the two, by which she has withdrawn her consent to the services. Left out if there is none.',
  erasedCodes:
    'The codes of all records of hers that go together, the kept one first. Left out if it is only one, or the request is no erasure.',
  erasuresAsked:
    'In a join or a parting: the codes of the records, of the two, whose erasure waits for a decision. Left out if there is none.',
  joinStops:
    'Whether her services stop once the two are joined: then the later answer of the two holds. Left out if neither has withdrawn.',
  resumedConsents:
    'In a join: the purposes, other than the services, to which one of the two says no and the other later said yes, so that the yes counts once they are joined. In a parting: the purposes, the services too, to which the answer is no while they are one, and yes again for one of the two once they are parted. Left out if there is none.',
  keptCode: 'The code of the record under which she stands everywhere.',
  joinedId: 'The id of the record that is joined to it.',

  // Collectives
  formedOn: 'The day the collective was formed.',
  closedOn: 'The day the collective closed.',
  meetingFrequency: 'How often it meets.',
  usualDepositPaise: 'What a member usually deposits at a meeting, in paise.',
  ratePerMonthBasisPoints: 'Interest on loans for one month in hundredths of a percent: 200 is 2 %.',

  // Members
  phone: 'A telephone number, stored encrypted.',
  birthYear: 'The year of birth.',
  ageChanges: 'The changes of her birth year that made her of age, or under 18.',
  gender: 'The gender, as she says it.',
  category: 'What she escaped from, as far as she says.',
  joinedOn: 'The day she joined.',
  leaderSince: 'The day from which she leads.',
  exitedOn: 'The day she left.',
  withdrawnOn:
    'While she has withdrawn her consent to the services: the withdrawal’s day. `children`, `offices` and `category` are then left out.',
  opens: 'The request of kind `withdrawal` that a withdrawal from the services opens, if she had none open.',
  answers:
    'In a question: what the leaders answered; the last counts. In a consent: her requests of kind `withdrawal` that it answers, each with the day. In a talk: from 1 (worst) to 4, by area.',
  continues: 'In a withdrawal from the services: the cases that she asks to be finished.',
  exitReason: 'Why she left.',
  consents: 'What she agreed to or took back, in the order in which it was given.',
  children:
    'Her children: years of birth and schooling, never names. In a safety plan: what becomes of them, stored encrypted.',
  inSchool: 'Whether the child goes to school, by the newest observation.',
  childId: 'The id of the child.',
  schooling: 'What was seen of the child’s schooling, by date; in the journal, one observation.',
  offices: 'The offices that she holds or held, the newest last.',
  office: 'Which office she holds in `body`.',
  requestId: 'The id of the request.',
  via: 'Whether it was said or written.',
  dueOn:
    'The day by which it is to be answered: a member’s request 90 days after it was made, a demand as the law or `answerBy` says.',
  steps: 'What was done about it, by date.',
  officeId: 'The id of the office.',
  body: 'Where she holds the office.',
  purpose:
    'In a consent: `services` keeps her here, `reporting` counts her, `sharing` allows a summary to be handed on. In a loan: what it is for.',
  given: 'True if she agreed, false if she took it back.',
  method: 'Whether it was said or written.',
  noticeVersion: 'The version of the notice that was read to her.',
  givenBy: 'Who consented; for a girl under 18 not she herself.',
  q: 'A code, a telephone number or a name in any script.',

  // Talks
  talkId: 'The id of the talk.',
  area: 'The area of her life that she is asked about.',
  goal: 'What she wants. It stands until a later talk says `goalDone`, or names another.',
  goalDone: 'True if the goal that stood before this talk is reached.',
  safety: 'From 1, in danger now, to 4, safe.',
  debt: 'Outside the group: from 1, owes and cannot pay, to 4, owes nobody.',
  work: 'From 1, none, to 4, steady or her own.',
  belonging: 'From 1, shunned, to 4, greeted like anybody.',
  mind: 'From 1, cannot go on alone, to 4, well.',
  home: 'From 1, may be put out, to 4, her own.',
  talks: 'The talks with her.',
};
