import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Whether a column begins so. Not "like": a prefix may hold its wild cards. */
export function beginsWith(column: 'channel' | 'key' | 'owner', prefix: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`substr(${sql.ref(column)}, 1, length(${prefix})) = ${prefix}`;
}
