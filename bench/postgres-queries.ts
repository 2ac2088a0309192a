import { addMonths } from '../functions/domain/calendar.ts';
import { firstOfFinancialYear, monthNumber } from '../functions/indicators/month-numbers.ts';
import { millionPlan } from './recompute.ts';

/** The month whose snapshot the queries compute: the plan's last, `YYYY-MM`. */
export const queriedMonth = addMonths(millionPlan.firstMonth, millionPlan.months - 1);

/** The same as a month's number, which is how the rows' `month` column stores it. */
export const queriedMonthNumber = monthNumber(queriedMonth);
/** The number of the month in which the queried month's financial year begins. */
const april = firstOfFinancialYear(queriedMonthNumber);

/**
 * The SQL queries, by name, with which PostgreSQL computes what a snapshot needs: each indicator by month (for the
 * revisions), by year, to date, and its breakdowns.
 */
export const queries: Readonly<Record<string, string>> = {
  enrolled: 'SELECT joined, count(DISTINCT id) FROM members WHERE counts GROUP BY joined ORDER BY 1',
  active: `SELECT count(*), count(*) FILTER (WHERE leads), sum(in_school) FROM members WHERE counts AND joined <= ${queriedMonthNumber}`,
  activeByDistrict: `SELECT district, count(*), count(*) FILTER (WHERE leads) FROM members WHERE counts GROUP BY district ORDER BY 1`,
  activeByAge: `SELECT age_band, count(*), count(*) FILTER (WHERE leads) FROM members WHERE counts GROUP BY age_band ORDER BY 1`,
  meetings: 'SELECT month, count(*) FROM meetings GROUP BY month ORDER BY 1',
  attendance:
    "SELECT month, count(*) FILTER (WHERE status = 'present'), count(*) FROM attendance WHERE counts GROUP BY month ORDER BY 1",
  saving:
    "SELECT month, count(DISTINCT member), sum(paise) FROM entries WHERE counts AND kind = 'deposit' GROUP BY month ORDER BY 1",
  savingOfYear: `SELECT count(DISTINCT member) FROM entries WHERE counts AND kind = 'deposit' AND month BETWEEN ${april} AND ${queriedMonthNumber}`,
  savingToDate: `SELECT count(DISTINCT member) FROM entries WHERE counts AND kind = 'deposit' AND month <= ${queriedMonthNumber}`,
  savingByDistrict:
    "SELECT m.district, count(DISTINCT e.member) FROM entries e JOIN members m ON m.id = e.member WHERE e.counts AND e.kind = 'deposit' GROUP BY m.district ORDER BY 1",
  savingByAge:
    "SELECT m.age_band, count(DISTINCT e.member) FROM entries e JOIN members m ON m.id = e.member WHERE e.counts AND e.kind = 'deposit' GROUP BY m.age_band ORDER BY 1",
  money:
    "SELECT month, kind, sum(paise) FROM entries WHERE counts AND kind IN ('deposit', 'withdrawal', 'loan', 'repayment') GROUP BY month, kind ORDER BY 1, 2",
  services:
    "SELECT what, month, count(DISTINCT member) FROM events WHERE counts AND what IN ('mental_health', 'legal_aid') GROUP BY what, month ORDER BY 1, 2",
  servicesOfYear: `SELECT what, count(DISTINCT member) FROM events WHERE counts AND what IN ('mental_health', 'legal_aid') AND month BETWEEN ${april} AND ${queriedMonthNumber} GROUP BY what ORDER BY 1`,
  firsts:
    'SELECT what, first, count(DISTINCT member) FROM (SELECT what, member, min(month) AS first FROM events WHERE counts GROUP BY what, member) f GROUP BY what, first ORDER BY 1, 2',
  firstsByDistrict:
    'SELECT what, district, count(DISTINCT member) FROM events e JOIN members m ON m.id = e.member WHERE e.counts GROUP BY what, district ORDER BY 1, 2',
  firstsByAge:
    'SELECT what, age_band, count(DISTINCT member) FROM events e JOIN members m ON m.id = e.member WHERE e.counts GROUP BY what, age_band ORDER BY 1, 2',
  cases:
    "SELECT month, count(*), count(*) FILTER (WHERE kind = 'crisis') FROM cases WHERE counts GROUP BY month ORDER BY 1",
  closed: "SELECT month, count(*) FROM events WHERE counts AND what = 'closed' GROUP BY month ORDER BY 1",
  open: "SELECT count(*) FROM cases c WHERE counts AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.what = 'closed')",
  outreach:
    'SELECT month, kind, mode, sum(participants), count(*) FROM outreach GROUP BY month, kind, mode ORDER BY 1',
};
