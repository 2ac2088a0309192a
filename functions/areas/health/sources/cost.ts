import { type BudgetsClient, DescribeBudgetCommand, type Spend } from '@aws-sdk/client-budgets';
import { InternalError } from '../../../shared/errors/errors.ts';
import type { Facts } from '../facts.ts';

/** `arn:aws:budgets::123456789012:budget/notes-production` */
const budgetArn = /^arn:aws:budgets::(\d{12}):budget\/(.+)$/;

/** US dollars as the API writes them, such as `12.5`, in hundredths. */
const centsOf = (spend: Spend | undefined): number => {
  const cents = Math.round(Number(spend?.Amount) * 100);
  if (spend?.Unit !== 'USD' || !Number.isSafeInteger(cents))
    throw new InternalError('A budget is not in dollars.');
  return cents;
};

/** What this month has cost, and its budget. AWS brings the cost up to date some three times a day. */
export const readCost = async (client: BudgetsClient, arn: string): Promise<Facts['cost']> => {
  const [, AccountId, BudgetName] = budgetArn.exec(arn) ?? [];
  const { Budget } = await client.send(new DescribeBudgetCommand({ AccountId, BudgetName }));
  return {
    spentUsdCents: centsOf(Budget?.CalculatedSpend?.ActualSpend),
    budgetUsdCents: centsOf(Budget?.BudgetLimit),
  };
};
