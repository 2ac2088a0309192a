INSERT INTO indicator VALUES ('collectives_active');

-- collectives_active: formed, not closed, stock. A collective is gone on the day of `closedOn`. It is as its newest change says: a change
-- was made to what the first line formed, also where two clocks put it before that line.
INSERT INTO stock
SELECT 'collectives_active', month.first, count(*)
FROM (
  FROM known WHERE type IN ('collective_formed', 'collective_changed')
  QUALIFY row_number() OVER (PARTITION BY collectiveId ORDER BY type = 'collective_changed' DESC, seq DESC) = 1
) AS collective
JOIN month ON collective.formedOn <= month.last AND (collective.closedOn IS NULL OR month.last < collective.closedOn)
GROUP BY ALL;
