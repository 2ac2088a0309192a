/**
 * How many settings one person may record in an Indian month, by kind, far above any need: a new programme writes some forty narratives and sets of
 * targets, and terms once or twice. Each is a line that every later count reads and that an auditor pages through; all terms are in one answer.
 * They are counted by person, so that nobody keeps another from setting what must be set.
 */
export const maxSettingsOfMonth = {
  /** Changes of targets, baselines and narratives. */
  changes: 500,
  terms: 20,
  /** A register of earlier years is typed in within days. */
  demands: 500,
  /** Explanations of findings: a preview lists a hundred of each of eight kinds at most. */
  explanations: 2_000,
  /** Questions to collectives: one about each finding, and as many again. */
  questions: 1_000,
  /** People added, their access changed, passwords made, by one administrator: a programme of 1,000 groups adds its leaders in a month. */
  people: 3_000,
  /** Registrations of her own phones: each new PIN is one. All of a person's are read together. */
  phones: 200,
  /** Requests for a second person’s approval. They wait without end, and all that wait are read together. */
  approvals: 300,
  /** Records of outreach: half of what everybody together may record. */
  outreach: 200,
  /** Pairs of records named as one woman’s or told apart, by hand: each is a line about both. */
  pairs: 500,
  /** Refused emergency accesses. Each is a record that coordinators read; what is refused beyond is refused all the same, but not recorded. */
  refusedAccesses: 100,
  /** Recordings of spoken texts: some 400 texts in two languages, and many a second try. */
  recordings: 2_000,
  /** Removals of approved recordings, which phones then play no more: what was wrongly approved is little. */
  removals: 100,
  /** Hand-overs of all cases of a caseworker: each changes hundreds of cases. */
  handovers: 100,
  /** Restore drills that a person asks for: one each quarter is due, and each costs the restore of two tables. */
  drills: 20,
} as const;
