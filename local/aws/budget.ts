import * as z from 'zod';
import { startJsonService } from '../wire/json-service.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';

export type Budget = {
  readonly endpoint: string;
  readonly arn: string;
  /** In US dollars. This machine costs nothing; a test may change both. */
  readonly amounts: { spentUsd: number; limitUsd: number };
  close(): Promise<void>;
};

const describeBudget = z.strictObject({ AccountId: z.string(), BudgetName: z.string() });

const accountId = '000000000000';

/** Starts the stand-in for AWS Budgets, with one budget. @param options.limitUsd what a month may cost */
export async function startBudget(options: {
  name: string;
  limitUsd: number;
  principals: readonly Principal[];
  now?: () => number;
}): Promise<Budget> {
  const { name, limitUsd, principals, now = Date.now } = options;
  const amounts = { spentUsd: 0, limitUsd };
  const { endpoint, close } = await startJsonService({
    service: 'budgets',
    prefix: 'AWSBudgetServiceGateway.',
    contentType: 'application/x-amz-json-1.1',
    principals,
    now,
    async run(operation, input, { rights }) {
      if (operation !== 'DescribeBudget') {
        throw new ServiceError(400, 'InvalidAction', `This budget does not know ${operation}.`);
      }
      if (!rights?.includes('cost:look')) {
        throw new ServiceError(403, 'AccessDeniedException', 'The caller may not look at the budget.');
      }
      const parsed = describeBudget.safeParse(input);
      if (!parsed.success)
        throw new ServiceError(400, 'InvalidParameterException', z.prettifyError(parsed.error));
      if (parsed.data.AccountId !== accountId || parsed.data.BudgetName !== name) {
        throw new ServiceError(400, 'NotFoundException', 'There is no such budget.');
      }
      return {
        Budget: {
          BudgetName: name,
          BudgetType: 'COST',
          TimeUnit: 'MONTHLY',
          BudgetLimit: { Amount: String(amounts.limitUsd), Unit: 'USD' },
          CalculatedSpend: { ActualSpend: { Amount: String(amounts.spentUsd), Unit: 'USD' } },
        },
      };
    },
  });
  return { endpoint, arn: `arn:aws:budgets::${accountId}:budget/${name}`, amounts, close };
}
