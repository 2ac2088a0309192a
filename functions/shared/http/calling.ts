import type { APIGatewayProxyEvent } from 'aws-lambda';
import { AppError, forbidden } from '../errors/errors.ts';
import { type Caller, type CallingDevice, callerContext, deviceContext } from '../reach/caller.ts';
import type { RouteContract } from './route-contract.ts';

/** Who calls: the person or the device that the authorizer has recognised. */

/** Stands for the caller on routes for anyone or for a device. They do not read it, so its values mean nothing. */
const anonymous: Caller = {
  personId: '00000000-0000-7000-8000-000000000000',
  role: 'funder',
  collectives: [],
  districts: [],
  locale: 'en',
};

const unauthenticatedError = () => new AppError('unauthenticated', 'unauthenticated', 'Sign in first.');

export const callerOf = ({ who }: RouteContract, event: APIGatewayProxyEvent): Caller => {
  if (who === 'anyone' || who === 'device') {
    return anonymous;
  }
  const context = callerContext.safeParse(event.requestContext.authorizer);
  if (!context.success) {
    throw unauthenticatedError();
  }
  const { data } = context;
  // Only a leader reaches groups of her own. If another role's record names groups, they must not count.
  return data.role === 'leader' ? data : { ...data, collectives: [] };
};

export const callingDeviceOf = (event: APIGatewayProxyEvent): CallingDevice => {
  const { authorizer } = event.requestContext;
  const device = deviceContext.safeParse(authorizer);
  if (device.success) {
    return device.data;
  }
  const isPerson = callerContext.safeParse(authorizer).success;
  throw isPerson ? forbidden() : unauthenticatedError();
};
