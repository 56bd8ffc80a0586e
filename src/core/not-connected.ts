/** Codes of errors after which certainly nothing was sent. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Whether no connection came about, as an error says or what caused it, so that nothing can have been done. */
export function isNotConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && NOT_CONNECTED.has(String(error.code))) || isNotConnected(error.cause);
}
