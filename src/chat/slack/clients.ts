import type { webApi } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Log } from '../../core/ports.ts';
import { createSlackLogger } from './logger.ts';

/** A client for one token. */
export type CreateClient = (token: string) => WebClient;

/**
 * Options for one library client: it never repeats a call by itself, as one lost answer would make two messages, does not
 * hold other calls back after a 429, and does not wait for ever. Always a new object: the libraries write retry settings and tokens into theirs.
 */
export function clientOptions(apiUrl: string | undefined, log: Log): webApi.WebClientOptions {
  return {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger: createSlackLogger(log),
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
  };
}

/** Clients for everything we send. */
export function clientFactory(apiUrl: string | undefined, log: Log): CreateClient {
  return (token) => new WebClient(token, clientOptions(apiUrl, log));
}
