-- The journal's lines, one row each, in the journal's order.
--
-- Give it with SET VARIABLE journal = 'journal.jsonl' (a pattern, a list, or .zst files will do).
--
-- Lines are ordered by the instant of recording, then by id: `seq` is that order. Instants are UTC; `recordedDay` is the day in India
-- (UTC+05:30, without summer time). A missing field is NULL.
CREATE OR REPLACE TABLE line AS
SELECT
  *,
  row_number() OVER (ORDER BY recordedAt, id) AS seq,
  CAST(recordedAt + INTERVAL 330 MINUTE AS DATE) AS recordedDay
FROM read_json(
  getvariable('journal'),
  format = 'newline_delimited',
  maximum_object_size = 67108864,
  columns = {
    type: 'VARCHAR',
    id: 'UUID',
    recordedAt: 'TIMESTAMP',
    actor: 'VARCHAR',
    -- members
    memberId: 'UUID',
    district: 'VARCHAR',
    ageBand: 'VARCHAR',
    category: 'VARCHAR',
    fields: 'VARCHAR[]',
    joinedOn: 'DATE',
    leaderSince: 'DATE',
    exitedOn: 'DATE',
    opens: 'STRUCT(requestId UUID, via VARCHAR)',
    -- of an exit or a consent the requests that it answers, of a talk what she said of each area
    answers: 'JSON',
    talkId: 'UUID',
    keptId: 'UUID',
    joinedId: 'UUID',
    consents: 'STRUCT(id UUID, purpose VARCHAR, given BOOLEAN, "on" DATE)[]',
    consent: 'STRUCT(id UUID, purpose VARCHAR, given BOOLEAN, "on" DATE)',
    children: 'STRUCT(id UUID, birthYear BIGINT, gender VARCHAR, schooling STRUCT(id UUID, "on" DATE, status VARCHAR))[]',
    child: 'STRUCT(id UUID, birthYear BIGINT, gender VARCHAR)',
    childId: 'UUID',
    schooling: 'STRUCT(id UUID, "on" DATE, status VARCHAR)',
    body: 'VARCHAR',
    officeId: 'UUID',
    "to": 'DATE',
    "of": 'UUID',
    -- collectives and their sheets
    collectiveId: 'UUID',
    toCollectiveId: 'UUID',
    moveId: 'UUID',
    formedOn: 'DATE',
    closedOn: 'DATE',
    meetingId: 'UUID',
    heldOn: 'DATE',
    attendance: 'STRUCT(memberId UUID, status VARCHAR)[]',
    entries: 'STRUCT(memberId UUID, kind VARCHAR, amountPaise BIGINT, account VARCHAR, loanId UUID, instalments BIGINT, firstDueOn DATE)[]',
    lines: 'STRUCT(kind VARCHAR, amountPaise BIGINT, account VARCHAR, borrowingId UUID)[]',
    voucherId: 'UUID',
    borrowingId: 'UUID',
    source: 'VARCHAR',
    sanctionedOn: 'DATE',
    "asOf": 'DATE',
    bankPaise: 'BIGINT',
    members: 'STRUCT(memberId UUID, savingsPaise BIGINT, loans STRUCT(loanId UUID, principalPaise BIGINT, outstandingPaise BIGINT, instalments BIGINT, firstDueOn DATE)[])[]',
    borrowings: 'STRUCT(borrowingId UUID, source VARCHAR, outstandingPaise BIGINT)[]',
    -- cases
    caseId: 'UUID',
    kind: 'VARCHAR',
    openedOn: 'DATE',
    incident: 'VARCHAR',
    eventId: 'UUID',
    eventOn: 'DATE',
    event: 'STRUCT(type VARCHAR, service VARCHAR, entitlement VARCHAR, stage VARCHAR, applicationId UUID, scheme VARCHAR, step VARCHAR, status VARCHAR, herWord VARCHAR)',
    -- outreach
    outreachId: 'UUID',
    "on": 'DATE',
    mode: 'VARCHAR',
    -- of outreach a number, of a roster its rows
    participants: 'JSON',
    requestId: 'UUID',
    demandId: 'UUID',
    dueOn: 'DATE',
    step: 'VARCHAR',
    title: 'VARCHAR',
    outlet: 'VARCHAR',
    url: 'VARCHAR',
    -- what is published beside the counts
    financialYear: 'VARCHAR',
    targets: 'MAP(VARCHAR, BIGINT)',
    baselines: 'MAP(VARCHAR, STRUCT("asOf" VARCHAR, "value" BIGINT, source VARCHAR))',
    en: 'VARCHAR',
    ja: 'VARCHAR',
    "from": 'VARCHAR',
    name: 'VARCHAR',
    implementer: 'VARCHAR',
    forum: 'VARCHAR',
    funder: 'VARCHAR',
    state: 'VARCHAR',
    -- publications
    ordinal: 'BIGINT',
    month: 'VARCHAR',
    version: 'BIGINT',
    cutoff: 'TIMESTAMP',
    reason: 'VARCHAR'
  }
);
