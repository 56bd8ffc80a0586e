import type { webApi } from '@slack/bolt';
import { WebClient } from '@slack/web-api';

/** A client for one token. A fresh options object each time: the libraries write into the ones they are given. */
export type CreateClient = (token: string) => WebClient;

/**
 * Clients for everything we send. They never repeat a call by themselves, as one lost answer would make two messages; they do
 * not hold other calls back after a 429; and they do not wait for ever.
 */
export function clientFactory(
  apiUrl: string | undefined,
  logger: webApi.WebClientOptions['logger'],
): CreateClient {
  return (token) =>
    new WebClient(token, {
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      ...(logger === undefined ? {} : { logger }),
      retryConfig: { retries: 0 },
      timeout: 10_000,
      rejectRateLimitedCalls: true,
    });
}
