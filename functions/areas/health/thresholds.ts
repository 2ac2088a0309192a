/** From when on something is not fine. */
export const thresholds = {
  /** DynamoDB can restore a table to any second but the last five minutes. */
  backupMaxAgeMinutes: 60,
  /** A day is sealed at 13:00 IST, and a failed run is repeated for five hours. */
  sealsGraceHours: 8,
  sealsActDays: 2,
  /** After the month's cutoff. */
  monthGraceHours: 24,
  /** Once a quarter. */
  drillLookDays: 100,
  drillActDays: 190,
  packLookDays: 190,
  /** With more messages than this, a queue grows faster than it is emptied. */
  queueMaxWaiting: 100,
  queueMaxWaitingMinutes: 60,
  phoneSilentDays: 30,
  /** A phone loads a new client at its next contact, and tells it at the one after. */
  oldClientGraceDays: 7,
  costNearPercent: 80,
} as const;
